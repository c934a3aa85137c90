"""流程: BPMN compiled and stepped, pure, no tables."""
