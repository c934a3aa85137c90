"""The door for the staff: the desk, a case, the counter."""
