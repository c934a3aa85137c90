"""更正的说法: the sentence by which a notice of correction names what it puts right, in Chinese as all papers are."""

from tongban.api.acting import Seen
from tongban.kernel.cases.contents import body_of
from tongban.kernel.cases.forming import at, form_of
from tongban.kernel.catalogue.queries import version_by_id


def said_of(seen: Seen, path: str, value: object) -> str:
    """Return the title of the entry, what it said when the client looked, and what it is to say."""
    case = seen.case
    version = version_by_id(case.version)
    titles = (
        {field.path: field.title.say("zh-hans") for field in form_of(version).fields()}
        if version is not None and version.form is not None
        else {}
    )
    old = at(body_of(case.home, case.id, seen.state_then().row.form)["values"], path)
    return f"{titles.get(path, path)}：由“{'' if old is None else old}”更正为“{value}”"
