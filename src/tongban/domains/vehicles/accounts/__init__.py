"""单车核算: what a car costs, how far it goes on what, and how the fleet compares."""
