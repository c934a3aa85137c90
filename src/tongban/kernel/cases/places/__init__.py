"""Places of a matter that is limited in number."""
