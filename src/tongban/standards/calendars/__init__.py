"""Which date is a working day: one table a year, with the notice that set it."""
