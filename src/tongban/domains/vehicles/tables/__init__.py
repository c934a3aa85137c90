"""The tables of this trade beside its registers: costs and statements, plans, disposals, journeys."""
