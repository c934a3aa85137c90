"""联办件 at the desk: what runs side by side, which branch is late, and calling the others together."""
