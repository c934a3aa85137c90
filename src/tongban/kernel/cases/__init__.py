"""办件: a matter running for somebody."""
