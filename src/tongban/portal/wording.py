"""Words that several pages share."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(names: Iterable[str]) -> str:
    """Return the names that are not empty in one line, parted as the language parts them: 、 in Chinese."""
    return pgettext("between two names", ", ").join(filter(None, names))
