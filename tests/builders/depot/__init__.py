"""A register as a domain brings it: the emergency generators of the organs."""
