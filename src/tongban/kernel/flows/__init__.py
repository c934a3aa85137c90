"""流程: BPMN compiled and stepped, pure, no tables."""

from tongban.kernel.flows.compiling import compiled
from tongban.kernel.flows.conditions import Condition, condition
from tongban.kernel.flows.lexemes import ConditionFault
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
from tongban.kernel.flows.stepping import complete, start

__all__ = [
    "Arrow",
    "Condition",
    "ConditionFault",
    "Flow",
    "FlowFault",
    "Marking",
    "Node",
    "Problem",
    "Step",
    "Token",
    "compiled",
    "complete",
    "condition",
    "start",
]
