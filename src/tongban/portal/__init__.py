"""The doors for people: citizens, windows, desks."""
