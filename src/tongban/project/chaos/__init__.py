"""The house under fire: its processes are killed while a client works, and what it had answered must still hold."""
