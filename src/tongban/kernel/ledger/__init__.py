"""日志: the append-only log; actors are opaque ids to it."""
