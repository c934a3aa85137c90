"""What the verbs of `tongban vehicles` do that need a database; the command loads them by name."""
