"""日志核验: whether the rows of this trade are what their logs say."""
