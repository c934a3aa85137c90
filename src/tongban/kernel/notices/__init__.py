"""通知: what an applicant is told, drawn from the log."""
