"""What is asked of a database with many cases, by a process of its own."""
