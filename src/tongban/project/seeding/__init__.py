"""Many cases for measuring: a few that the real actions played, copied in bulk with ids, names, days, salts and hashes of their own."""
