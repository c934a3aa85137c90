"""表单字段权限: what of the form a node hides, lets people fill in and asks of them; the one place that decides it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases.contents import form_now
from tongban.kernel.cases.forming import correctable, form_of, no_field
from tongban.kernel.cases.queries import SEES_ALL
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.rules import APPROVE, READ
from tongban.kernel.cases.standing import applicant_of, posts_held
from tongban.kernel.cases.state import ItemRow, State
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.flows import Flow, Node
from tongban.kernel.forms.rules import Form, places, references, titles, unanswered, without
from tongban.kernel.forms.shapes import without_rows
from tongban.kernel.identity.queries import Post
from tongban.kernel.identity.rules import Duty

CHINESE = "zh-hans"
NOTHING = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Rights:
    """字段权限: paths of questions, without row numbers; `write` has the `must` ones too. All else may be read."""

    hidden: frozenset[str] = NOTHING
    write: frozenset[str] = NOTHING
    must: frozenset[str] = NOTHING


NO_RIGHTS = Rights()


def rights_at(version: MatterVersion, node: str) -> Rights:
    """Return what a node lets people do with the form; a round beside the flow lets them read."""
    found = flow_of(version).nodes.get(node)
    if found is None or not (found.manner.hidden or found.manner.write or found.manner.must):
        return NO_RIGHTS
    return _rights(_Formed(form_of(version), version.pk), found)


@dataclass(frozen=True, slots=True)
class _Formed:
    """A form with the id of its version, by which it is remembered."""

    form: Form
    version: int

    def __hash__(self) -> int:
        return hash(self.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Formed) and self.form is other.form


@lru_cache(maxsize=512)
def _rights(formed: _Formed, node: Node) -> Rights:
    form, manner = formed.form, node.manner
    must = _named(form, manner.must)
    return Rights(_named(form, manner.hidden), _named(form, manner.write) | must, must)


def _named(form: Form, names: Iterable[str]) -> frozenset[str]:
    return NOTHING.union(*(places(form, one) for one in names))


def hidden_from(
    actor: str | None,
    state: State,
    version: MatterVersion,
    *,
    on: date,
    lent: frozenset[int] = frozenset(),
) -> frozenset[str]:
    """Return the paths of what the reader, an actor id, is not shown of the form.

    The applicant, and whoever reads as he does (`None`), is shown all but the office's own part (办理信息). Who has or had work
    at nodes is shown what any of them shows; work under a proxy (`lent`, items by id) counts as his own. Before his first work,
    the nodes count that are bound to his posts, then those of his organ. Who was only asked to read sees what every node shows.
    """
    flow, office = flow_of(version), _office(form_of(version))
    hides = any(node.manner.hidden for node in flow.nodes.values())
    if not hides and not office:
        return NOTHING
    if actor is None or applicant_of(state.row.party) == actor:
        return office
    posts = posts_held(actor, on=on) if hides else []
    everything = not hides or any(_sees_all(post, state) for post in posts)
    nodes = None if everything else _nodes(actor, posts, state, version, lent)
    if nodes is None:
        return NOTHING
    hidden = [rights_at(version, node).hidden for node in nodes]
    if hidden:
        return frozenset.intersection(*hidden)
    return NOTHING.union(*(rights_at(version, node).hidden for node in flow.nodes))


def _office(form: Form) -> frozenset[str]:
    return NOTHING.union(*(places(form, one.name) for one in form.sections if one.office))


def _sees_all(post: Post, state: State) -> bool:
    """Tell whether a post oversees the case, or is at the window that took it in."""
    return (post.duty in SEES_ALL and post.home == state.row.home) or (
        post.duty == Duty.WINDOW and post.organ_id == state.row.hall
    )


def _nodes(
    actor: str, posts: list[Post], state: State, version: MatterVersion, lent: frozenset[int]
) -> set[str] | None:
    """Return the nodes at which the reader stands; none for who was only asked to read, `None` for who sees everything."""
    held = {post.pk for post in posts}
    own = [
        item
        for item in state.items.values()
        if item.post in held or item.id in lent or actor in (item.by, item.behalf, item.holder)
    ]
    if any(state.rounds[item.round].act == APPROVE for item in own):
        return None
    flow = flow_of(version)
    organs = {post.organ_id for post in posts}
    beside = [item for item in state.items.values() if item.organ in organs and item.kind != READ]
    found = (
        _at(own, state, flow)
        or {node.id for node in flow.nodes.values() if _bound(node, posts, version)}
        or _at(beside, state, flow)
    )
    return None if not found and state.row.organ in organs else found


def _at(items: Iterable[ItemRow], state: State, flow: Flow) -> set[str]:
    return {state.rounds[item.round].node for item in items} & set(flow.nodes)


def _bound(node: Node, posts: list[Post], version: MatterVersion) -> bool:
    bound = [version.performers.get(key, {}) for key in node.manner.bound]
    return any(
        post.organ_id == one.get("organ") and post.duty == one.get("duty")
        for post in posts
        for one in bound
    )


def shown_only(
    body: Mapping[str, Any], hidden: frozenset[str], withheld: frozenset[str]
) -> Mapping[str, Any]:
    """Return a content of the case without what is hidden in it: answers, files, and what a correction says of one."""
    if not hidden:
        return body
    kept = dict(body)
    if "values" in kept:
        kept["values"] = without(kept["values"], hidden)
        kept["files"] = {
            number: digest
            for number, digest in kept.get("files", {}).items()
            if f"document/{number}" not in withheld
        }
    if "change" in kept and without_rows(str(kept["change"].get("path"))) in hidden:
        kept.pop("change")
    if without_rows(str(kept.get("path", ""))) in hidden:
        kept.pop("value", None)
    return kept


def withheld_in(
    form: Form, bodies: Iterable[Mapping[str, Any]], hidden: frozenset[str]
) -> frozenset[str]:
    """Return the files, such as `document/12`, that only hidden questions of the form name, in any of its states.

    A file is named by a question for files alone: its number in words (`document/12` as a remark) shows it to nobody.
    """
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for body in bodies if hidden else ():
        values = body.get("values", {})
        shown = set(references(form, without(values, hidden)))
        found[True] |= set(references(form, values)) - shown
        found[False] |= shown
    return frozenset(found[True] - found[False])


def may_write(
    recorder: Recorder, matter: MatterVersion, paths: Iterable[str], *, node: str | None
) -> None:
    """Refuse to write an entry of the form, whichever way in: at a step (`node`) whatever it does not let people write.

    Beside the steps (当场更正、更正, `None`) whatever is not the applicant's own answer, nor shown to the actor: to whom an
    entry is hidden, the form has none of it.
    """
    form, named = form_of(matter), list(paths)
    hidden = NOTHING if node is not None else _hidden_from_actors(recorder, matter)
    for path in named if node is None else ():
        if form.at(path) is None or hidden & places(form, path):
            raise no_field(path)
    may = correctable(form) if node is None else rights_at(matter, node).write
    wrong = [path[:80] for path in named if without_rows(path) not in may]
    if wrong:
        raise Refusal(
            "case.not_writable",
            "At this step {fields} cannot be filled in. Please leave them as they are, or ask whose step it is.",
            fields="、".join(wrong),
            paths=" ".join(wrong),
        )


def _hidden_from_actors(recorder: Recorder, matter: MatterVersion) -> frozenset[str]:
    act, on = recorder.act, day_of(recorder.act.at)
    actors = {act.by, act.behalf or act.by}
    return NOTHING.union(*(hidden_from(one, recorder.state, matter, on=on) for one in actors))


def filled_first(recorder: Recorder, matter: MatterVersion, item_id: int) -> None:
    """Refuse to do an item while what its node must fill in is empty; who abstains need not."""
    state = recorder.state
    item = state.items[item_id]
    must = rights_at(matter, state.rounds[item.round].node).must
    if not must or item.outcome == "abstained":
        return
    form = form_of(matter)
    values = form_now(recorder)["values"]
    missing = unanswered(form, values, must)
    if missing:
        named = titles(form, {without_rows(one) for one in missing}, CHINESE)
        raise Refusal(
            "case.must_fill",
            "Before this step is done, {fields} must be filled in. Please fill them in and submit again.",
            fields="、".join(named),
            paths=" ".join(missing),
        )
