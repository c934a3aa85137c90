"""案卷: the closed file of a case: cover, contents, every paper in order, and its log with hashes."""
