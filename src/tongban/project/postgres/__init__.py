"""PostgreSQL: where it is, and the embedded server that runs when none is named."""
