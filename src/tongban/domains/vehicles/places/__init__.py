"""编制: the places that organs have for cars of each kind, in accounts of allowances; who is in them is told by the register."""
