"""Filters of this trade's templates."""
