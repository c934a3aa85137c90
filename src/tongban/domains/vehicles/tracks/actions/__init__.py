"""Writing tracks and fences: keeping trips, taking them back, setting fences, looking where a car went."""
