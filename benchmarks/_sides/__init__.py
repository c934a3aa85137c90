"""The sides of a comparison, a process each, all on one PostgreSQL."""
