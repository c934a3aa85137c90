"""What a member of the staff keeps for himself."""
