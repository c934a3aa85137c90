"""The standards merged with what this place has set."""
