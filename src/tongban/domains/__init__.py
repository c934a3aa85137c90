"""The trades; neighbours are strangers."""
