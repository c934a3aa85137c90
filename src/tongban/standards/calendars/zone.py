"""北京时间: the one zone of the house; what day it is, is what day it is there."""

from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
