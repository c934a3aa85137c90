"""What a form is and what may be answered: the pure part of this room, behind one door."""

from tongban.kernel.forms.carrying import Carried, Left, carried
from tongban.kernel.forms.checking import check, check_step
from tongban.kernel.forms.loading import form
from tongban.kernel.forms.places import (
    changed_paths,
    narrowed,
    of_step,
    office_part,
    own_part,
    places,
    titles,
    unanswered,
    without,
)
from tongban.kernel.forms.reading import read
from tongban.kernel.forms.rows import (
    filled_in,
    prefilled,
    references,
    settled,
    stated,
    with_row,
    without_row,
)
from tongban.kernel.forms.shapes import (
    Answers,
    Fault,
    Field,
    Filled,
    Form,
    Json,
    Kind,
    Section,
    Values,
)
from tongban.kernel.forms.showing import shown, steps
from tongban.kernel.forms.summing import Grid, Line, SummedPart, answer_said, summary
from tongban.kernel.forms.tree import Tree, Voice, id_of

__all__ = [
    "Answers",
    "Carried",
    "Fault",
    "Field",
    "Filled",
    "Form",
    "Grid",
    "Json",
    "Kind",
    "Left",
    "Line",
    "Section",
    "SummedPart",
    "Tree",
    "Values",
    "Voice",
    "answer_said",
    "carried",
    "changed_paths",
    "check",
    "check_step",
    "filled_in",
    "form",
    "id_of",
    "narrowed",
    "of_step",
    "office_part",
    "own_part",
    "places",
    "prefilled",
    "read",
    "references",
    "settled",
    "shown",
    "stated",
    "steps",
    "summary",
    "titles",
    "unanswered",
    "with_row",
    "without",
    "without_row",
]
