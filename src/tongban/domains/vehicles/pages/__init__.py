"""The pages of places, plans, books and accounts."""
