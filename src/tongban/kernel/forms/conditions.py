"""Parts that are asked only after a certain answer: read from the schema, and followed."""

from collections.abc import Iterator

from tongban.kernel import Refusal
from tongban.kernel.forms.schema import Node
from tongban.kernel.forms.shapes import Condition, Field, Form, Json, Kind, Scalar, Section, Values


def conditions_of(node: Node, *, prefix: str) -> dict[str, Condition]:
    """Return, by property name, what each part of this object hangs on.

    A part that a `then` branch requires hangs on its `if`; `x-show-when` says the same for a part that may be
    left empty. Where both speak they must agree. Paths count from the root: `prefix` leads to this object.
    """
    found: dict[str, Condition] = {}
    for branch in branches(node):
        condition = _compared(branch.below("if"), prefix)
        _closed(branch)
        for name in then_required(branch):
            if name not in node.below("properties").body:
                raise node.stranger(name)
            found[name] = condition
    for name, part in node.below("properties").body.items():
        own = _explicit(
            Node(f"{node.pointer}/properties/{name}", part if isinstance(part, dict) else {})
        )
        if own is not None and found.setdefault(name, own) != own:
            raise refused(f"{node.pointer}/properties/{name}/x-show-when")
    return found


def refused(pointer: str) -> Refusal:
    """Return the refusal of a condition that cannot be followed."""
    return Refusal(
        "forms.bad_condition",
        "At {pointer} the condition cannot be followed; it must compare one earlier choice or "
        "yes-no answer, required by the if branch at every level, with fixed values.",
        pointer=pointer,
    )


def settled_parts(form: Form, values: Values) -> dict[str, Json]:
    """Return `values` without the parts that are not asked after the other answers."""
    kept: dict[str, Json] = {}
    for section in form.sections:
        answers = values.get(section.name)
        if section.name not in values or not holds(section.condition, kept):
            continue
        kept[section.name] = answers
        if isinstance(answers, dict):
            kept[section.name] = inner = dict(answers)
            for field in section.fields:
                if field.name in inner and not holds(field.condition, kept):
                    del inner[field.name]
    return kept


def holds(condition: Condition | None, values: Values) -> bool:
    """Say whether the part that hangs on `condition` is asked after these answers."""
    if condition is None:
        return True
    answer: Json = dict(values)
    for name in condition.path.split("."):
        answer = answer.get(name) if isinstance(answer, dict) else None
    # `1 == True` in Python, but not in JSON.
    return any(type(answer) is type(value) and answer == value for value in condition.values)


def unanswerable(form: Form) -> str:
    """Return the JSON pointer of the first condition that no earlier answer can meet, or an empty text."""
    earlier: dict[str, Field] = {}
    for section in form.sections:
        if not _possible(section, earlier):
            return f"#/properties/{section.name}"
        for field in section.fields:
            if not _possible(field, earlier):
                return f"#/properties/{section.name}/properties/{field.name}"
            earlier[field.path] = field
    return ""


def _possible(part: Field | Section, earlier: dict[str, Field]) -> bool:
    if part.condition is None:
        return True
    asked = earlier.get(part.condition.path)
    if asked is None:
        return False
    answers: dict[Kind, tuple[Scalar, ...]] = {
        Kind.CHOICE: tuple(choice.value for choice in asked.choices),
        Kind.YES_NO: (True, False),
        Kind.PLEDGE: (True,),
    }
    open_ = [(type(value), value) for value in answers.get(asked.kind, ())]
    return all((type(value), value) in open_ for value in part.condition.values)


def branches(node: Node) -> Iterator[Node]:
    """Yield each `if` with its `then` and `else` that stands at this object."""
    listed: list[Json] = []
    for at, body in enumerate(node.get("allOf", list, listed)):
        branch = Node(f"{node.pointer}/allOf/{at}", body if isinstance(body, dict) else {})
        branch.only(("if", "then", "else"))
        yield branch
    if "if" in node.body:
        yield node


def then_required(branch: Node) -> tuple[str, ...]:
    """Return what the `then` of a branch requires."""
    listed: list[Json] = []
    return tuple(str(name) for name in branch.below("then").get("required", list, listed))


def _closed(branch: Node) -> None:
    branch.below("then").only(("required",))
    otherwise = branch.below("else")
    otherwise.only(("properties",))
    if any(value is not False for value in otherwise.below("properties").body.values()):
        raise refused(otherwise.pointer)


def _compared(node: Node, prefix: str) -> Condition:
    """Walk down an `if`: one property a level, required there, until `const` or `enum`."""
    names: list[str] = []
    while "properties" in node.body:
        node.only(("properties", "required"))
        inner = list(node.below("properties").body)
        # Without `required` an absent answer would satisfy the `if`.
        if len(inner) != 1 or node.body.get("required") != inner:
            raise refused(node.pointer)
        names += inner
        node = node.below("properties", *inner)
    node.only(("const", "enum"))
    return Condition(prefix + ".".join(names), _fixed(node, "enum", node.body.get("const")))


def _explicit(node: Node) -> Condition | None:
    if "x-show-when" not in node.body:
        return None
    own = node.below("x-show-when")
    own.only(("field", "in"))
    return Condition(own.get("field", str, ""), _fixed(own, "in", None))


def _fixed(node: Node, listed_as: str, single: Json) -> tuple[Scalar, ...]:
    listed = node.body.get(listed_as, [single])
    fixed = listed if isinstance(listed, list) else []
    values = tuple(value for value in fixed if isinstance(value, str | bool))
    if not values or len(values) != len(fixed):
        raise refused(node.pointer)
    return values
