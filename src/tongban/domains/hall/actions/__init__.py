"""What is done in a hall. Every verb locks what it changes, refuses in words, and logs what happened."""
