"""What was refused, to look at."""

from collections.abc import Callable

import pytest

from tongban.kernel import Refusal


def refused(call: Callable[[], object]) -> Refusal:
    """Return the refusal of a call; fail where it is allowed."""
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value
