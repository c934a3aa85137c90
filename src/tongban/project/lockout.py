"""How many wrong passwords are too many: for an account from one address, for an account, for an address."""

from axes.handlers.database import AxesDatabaseHandler
from django.db.models import Sum
from django.http import HttpRequest

# In the order of AXES_LOCKOUT_PARAMETERS, how many failures count as one: times AXES_FAILURE_LIMIT, 5, 20 and 40.
WEIGHTS = (1, 4, 8)


class Handler(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Counts in the database like axes, but with a limit for each way of counting."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, str] | None = None) -> int:
        """Return the worst of the counts, weighed so that AXES_FAILURE_LIMIT suits all of them."""
        counts = (
            attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(count // weight for count, weight in zip(counts, WEIGHTS, strict=True))

    def reset_user_attempts(
        self, request: HttpRequest, credentials: dict[str, str] | None = None
    ) -> int:
        """Forget the failures of the account from this address; an own account must not wash the address clean."""
        pair = self.filter_user_attempts(request, credentials)[0]
        return int(pair.delete()[0])
