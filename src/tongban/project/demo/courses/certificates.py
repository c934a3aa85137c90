"""Licences of former years that end soon, one of them with a renewal under way."""

from datetime import datetime, time, timedelta

from tongban.kernel.certificates.actions import NewCertificate, issue
from tongban.kernel.certificates.queries import Certificate
from tongban.kernel.clock import SHANGHAI, Limit, Unit
from tongban.kernel.clock.counting import months_later
from tongban.project.demo.acting import SINCE, as_platform
from tongban.project.demo.courses.answers import ADDRESSES, APPLICANTS
from tongban.project.demo.courses.course import HOME, Course, party, version_of
from tongban.project.demo.courses.licences import LICENCE, WINDOW

ENDING = (("qujiang", 55, 17), ("hengsheng", 85, 23))
"""Whose licence ends in how many days, and the number of the paper case of then that granted it."""
MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}


def renewal_asked(course: Course) -> None:
    """延续: of two licences that end soon, one is being renewed, asked for in time; the other waits for its holder."""
    kept = {holder: _issued(course, holder, days, running) for holder, days, running in ENDING}
    old = kept["qujiang"]
    course.submit(
        LICENCE,
        "qujiang",
        (4, "09:30"),
        {"licence.number": old.number},
        purpose="renewal",
        certificate=old.pk,
    )
    course.accept(WINDOW, (3, "10:50"))


def _issued(course: Course, holder: str, days: int, running: int) -> Certificate:
    """Enter a licence of former years, as at the beginning of the demo; it ends so many days after today."""
    version = version_of(LICENCE, course.today)
    given = version.certificate or {}
    last, length = course.today + timedelta(days=days), Limit.parse(given["valid"])
    first = months_later(last + timedelta(days=1), -length.amount * MONTHS[length.unit])
    plan = NewCertificate(
        home=HOME,
        organ_id=version.organ_id,
        matter_id=version.matter_id,
        version_id=version.pk,
        party_id=party(holder).pk,
        series=given["series"],
        title=version.result_name,
        case_number=f"{first.year} 年纸质办件第 {running} 号",
        issued_on=first,
        valid_from=first,
        valid_to=last,
        terms={"排水户名称": APPLICANTS[holder]["name"], "排水地址": ADDRESSES[holder]},
    )
    entered = datetime.combine(course.today, time(12), SHANGHAI) - SINCE
    return issue(plan, as_platform(entered, f"certificate-{holder}"))
