"""流程分析: what event logs tell of how cases went, ours and those of others; pure, in columns."""
