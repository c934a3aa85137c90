"""Writing dispatches: asking, sending, leaving and coming back."""
