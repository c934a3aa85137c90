"""时限: when a promise falls due, pure."""
