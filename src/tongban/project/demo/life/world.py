"""What the life goes on in: matters with their facts, who holds which post, applicants, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from tongban.kernel.cases.forming import form_of
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.forms.rules import Form
from tongban.kernel.identity.queries import Person
from tongban.project.demo.life.names import Applicant
from tongban.project.demo.life.office import Office
from tongban.standards.procedures import Procedure, procedure


@dataclass(frozen=True)
class Trade:
    """One matter as the life deals with it: its folder, version, form and flow."""

    folder: str
    version: MatterVersion

    @cached_property
    def form(self) -> Form:
        """Return its form."""
        return form_of(self.version)

    @cached_property
    def acts(self) -> Sequence[str]:
        """Return what its steps are there for: accept, review, decide."""
        nodes = flow_of(self.version).nodes.values()
        return tuple(one.act or "review" for one in nodes if one.kind == "user")

    @cached_property
    def joint(self) -> bool:
        """Tell whether several organs sign one of its steps together."""
        nodes = flow_of(self.version).nodes.values()
        return any(len(one.manner.performers) > 1 for one in nodes)

    @property
    def procedure(self) -> Procedure:
        """Return the procedure that it runs under."""
        return procedure(self.version.procedure or "")

    @property
    def specials(self) -> Mapping[str, str]:
        """Return the special procedures that its guide names, with their limits."""
        return {one["kind"]: one.get("limit", "") for one in self.version.special}

    @property
    def purposes(self) -> Sequence[str]:
        """Return what may be asked for."""
        return self.version.purposes or ["new"]

    @property
    def deliveries(self) -> Sequence[str]:
        """Return how its result may come."""
        return self.version.delivery or ["window"]

    @property
    def immediate(self) -> bool:
        """Tell whether it is decided at once."""
        return str(self.version.case_type) == "immediate"

    @property
    def in_working_days(self) -> bool:
        """Tell whether both limits count working days, as an extension does."""
        return {str(self.version.promised_unit), str(self.version.statutory_unit)} == {"wd"}

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of applicants it is for."""
        if self.version.procedure == "internal":
            return ("government",)
        audience = str(self.version.audience)
        if any(one.element == "org.credit_code" and one.required for one in self.form.fields()):
            return ("enterprise",)
        return {"person": ("person",), "enterprise": ("enterprise",)}.get(
            audience, ("person", "enterprise")
        )


@dataclass(frozen=True, slots=True)
class Known:
    """An applicant who is registered: the party, and who signs in for it, if anybody does."""

    who: Applicant
    party: int
    login: Person | None


@dataclass(frozen=True)
class World:
    """Everything that a case may meet; nothing of it changes while the life is loaded."""

    seed: int
    first: date
    count: int
    end: datetime
    office: Office
    trades: Mapping[str, Trade]
    holders: Mapping[int, Person]
    posts: Mapping[tuple[int, str], Sequence[int]]
    known: Mapping[str, Known]
    clerks: Sequence[Person]
    agents: Sequence[Person]
    papers: dict[tuple[str, str], str] = field(default_factory=dict)
