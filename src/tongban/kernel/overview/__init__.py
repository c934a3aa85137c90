"""概览: how many cases came and went, kept by day from the log."""
