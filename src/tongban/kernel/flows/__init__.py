"""流程: BPMN compiled and stepped, pure, no tables."""

from tongban.kernel.flows.compiling import compiled
from tongban.kernel.flows.conditions import Condition, condition
from tongban.kernel.flows.lexemes import ConditionFault
from tongban.kernel.flows.manner import Manner, quota_of
from tongban.kernel.flows.moving import levels_out, moved
from tongban.kernel.flows.parts import (
    Arrow,
    Flow,
    FlowFault,
    Marking,
    Node,
    Problem,
    Step,
    Token,
)
from tongban.kernel.flows.stepping import Enabled, complete, enabled, happen, rests, start
from tongban.kernel.flows.terms import Data

__all__ = [
    "Arrow",
    "Condition",
    "ConditionFault",
    "Data",
    "Enabled",
    "Flow",
    "FlowFault",
    "Manner",
    "Marking",
    "Node",
    "Problem",
    "Step",
    "Token",
    "compiled",
    "complete",
    "condition",
    "enabled",
    "happen",
    "levels_out",
    "moved",
    "quota_of",
    "rests",
    "start",
]
