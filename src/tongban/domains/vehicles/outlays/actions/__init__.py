"""Booking costs and statements: the one writing door of the books."""
