"""What holds in a hall: its hours and slots, the order of those who wait, its figures and its rota. Pure."""
