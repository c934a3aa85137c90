"""公务用车: official vehicles, from the slot to the disposal."""
