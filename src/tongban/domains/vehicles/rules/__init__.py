"""What is allowed and how it is reckoned: pure, without tables, clock or Django."""
