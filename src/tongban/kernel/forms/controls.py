"""One control of a form: which kind it is, its attributes, its options and its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tongban.kernel.forms import words
from tongban.kernel.forms.binding import is_code
from tongban.kernel.forms.formats import is_day
from tongban.kernel.forms.shapes import Fault, Field, Json, Kind, Scalar, Text, fits
from tongban.kernel.forms.tree import ALWAYS, Attributes, Control, Option, Voice, When, id_of

_FEW = 5
_INPUTS: Mapping[Kind, Attributes] = MappingProxyType(
    {
        Kind.LINE: (("type", "text"),),
        Kind.DATE: (("type", "date"),),
        Kind.PHONE: (("type", "tel"), ("inputmode", "tel")),
        Kind.EMAIL: (("type", "email"), ("inputmode", "email")),
        Kind.INTEGER: (("type", "text"), ("inputmode", "numeric")),
        Kind.FILE: (("type", "file"),),
        Kind.PLEDGE: (("type", "checkbox"),),
        Kind.LINES: (("rows", "4"),),
    }
)
_EXTENSIONS: Mapping[str, str] = MappingProxyType({"jpg": ".jpg,.jpeg"})


@dataclass(frozen=True, slots=True)
class Saying:
    """How the words of one page are said, the faults to say them about, and the files the answers refer to."""

    language: str
    voice: Voice
    faults: Mapping[str, Fault]
    attached: Sequence[str] = ()

    def text(self, text: Text) -> str:
        """Return a text of the form in the language of the page."""
        return text.say(self.language)

    def word(self, source: str, **facts: str | int) -> str:
        """Return one of the platform's own words with its facts."""
        return self.voice.say(source).format(**facts)

    def answer(self, field: Field, value: Scalar) -> str:
        """Return how an answer to `field` reads."""
        if isinstance(value, bool):
            return self.word(words.YES if value else words.NO)
        titles = (choice.title for choice in field.choices if choice.value == value)
        return next((self.text(title) for title in titles), str(value))


def said_fault(fault: Fault, field: Field | None, saying: Saying) -> str:
    """Return the sentence about `fault`."""
    title = saying.text(field.title) if field is not None else fault.path
    return saying.word(fault.words, **{"title": title, **fault.facts})


def is_radios(field: Field, *, within: bool) -> bool:
    """Say whether the answers stand side by side: few of them, and not in a row of a table."""
    few = field.kind is Kind.YES_NO or (field.kind is Kind.CHOICE and len(field.choices) <= _FEW)
    return few and not within


def control(
    field: Field, path: str, value: Json, *, saying: Saying, within: str = "", when: When = ALWAYS
) -> Control:
    """Return the control that asks for the answer at `path`; `within` is the title of its row."""
    fault = saying.faults.get(path)
    attached = saying.voice.files.get(str(value), str(value))
    carried = field.kind is Kind.FILE and value is not None
    return Control(
        kind=_template(field, within=bool(within)),
        id=id_of(path),
        name=path,
        label=saying.text(field.title),
        within=within,
        need=saying.word(words.REQUIRED if field.required else words.OPTIONAL),
        required=field.required,
        hint=saying.text(field.hint),
        error=said_fault(fault, field, saying) if fault is not None else "",
        value=_typed(value),
        attributes=_attributes(field, path, _typed(value), saying),
        options=_options(field, path, value, saying),
        unit=saying.text(field.unit),
        kept=saying.word(words.FILE_KEPT, name=attached) if carried else "",
        origin=saying.voice.origins.get(path, ""),
        note=_note(field, saying, carried=carried),
        other=saying.word(words.FILE_OTHER) if field.kind is Kind.FILE else "",
        others=_others(field, path, str(value), saying),
        when=when,
    )


def _template(field: Field, *, within: bool) -> str:
    if field.kind in (Kind.CHOICE, Kind.YES_NO):
        return "radios" if is_radios(field, within=within) else "select"
    own = {Kind.LINES: "lines", Kind.PLEDGE: "pledge", Kind.FILE: "file"}
    return own.get(field.kind, "input")


def _typed(value: Json) -> str:
    if value is None or isinstance(value, list | dict):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _attributes(field: Field, path: str, value: str, saying: Saying) -> Attributes:
    faulty = path in saying.faults
    given = _INPUTS.get(field.kind, ())
    if field.kind is Kind.DATE and value and not is_day(value):
        given = (("type", "text"),)  # a date control would lose what is no date
    facts = {
        "autocomplete": field.autocomplete,
        "accept": _accepted(field),
        "data-max-mb": str(field.file.max_mb) if field.file is not None else "",
        "data-too-large": _too_large(field, saying),
        "spellcheck": "false" if is_code(field) else "",
        "aria-required": "true" if field.required else "",
        "aria-invalid": "true" if faulty else "",
        "aria-describedby": _described(
            field, id_of(path), origin=path in saying.voice.origins, faulty=faulty
        ),
    }
    return (*given, *((name, text) for name, text in facts.items() if text))


def _described(field: Field, own: str, *, origin: bool, faulty: bool) -> str:
    said = {
        "hint": bool(field.hint.zh),
        "origin": origin,
        "note": field.kind is Kind.FILE,
        "error": faulty,
    }
    return " ".join(f"{own}-{name}" for name, there in said.items() if there)


def _too_large(field: Field, saying: Saying) -> str:
    if field.file is None:
        return ""
    return saying.word(words.FILE_TOO_LARGE, max_mb=field.file.max_mb)


def _accepted(field: Field) -> str:
    types = field.file.types if field.file is not None else ()
    return ",".join(_EXTENSIONS.get(name, f".{name}") for name in types)


def _options(field: Field, path: str, value: Json, saying: Saying) -> tuple[Option, ...]:
    answers: tuple[Scalar, ...] = tuple(choice.value for choice in field.choices)
    if field.kind is Kind.YES_NO:
        answers = (True, False)
    elif field.kind is Kind.PLEDGE:
        answers = (True,)
    chosen = _typed(value)
    return tuple(
        Option(
            f"{id_of(path)}-{at}",
            _typed(answer),
            saying.answer(field, answer),
            _typed(answer) == chosen,
        )
        for at, answer in enumerate(answers)
    )


def _others(field: Field, path: str, value: str, saying: Saying) -> tuple[Option, ...]:
    """Return the files attached to other questions that are of a type this one takes, each once."""
    names = saying.voice.files
    return tuple(
        Option(f"{id_of(path)}-other-{at}", reference, names[reference], chosen=False)
        for at, reference in enumerate(dict.fromkeys(saying.attached))
        if reference != value and reference in names and fits(field, names[reference])
    )


def _note(field: Field, saying: Saying, *, carried: bool) -> str:
    if field.file is None:
        return ""
    types = saying.word(words.COMMA).join(name.upper() for name in field.file.types)
    note = saying.word(words.FILE_NOTE, types=types, max_mb=field.file.max_mb)
    return f"{note} {saying.word(words.FILE_REPLACE)}" if carried else note
