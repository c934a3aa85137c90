"""落空检索清理: questions asked in vain are forgotten after the days that the parameter names."""

from datetime import datetime, timedelta

from tongban.kernel.catalogue.actions import clear_misses
from tongban.kernel.clock import day_of
from tongban.kernel.law.queries import parameter


def forget_misses(at: datetime) -> int:
    """Delete what was asked longer ago; return how many rows."""
    days = parameter("services/missed_search_days", on=day_of(at)).number
    return clear_misses(day_of(at) - timedelta(days=days))
