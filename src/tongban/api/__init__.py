"""The door for programs: an API over the same queries and commands as the pages."""
