"""What a caller saw of a case before acting on it, and what was done under a key before."""
