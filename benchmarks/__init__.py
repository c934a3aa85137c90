"""What is fast, measured in one run beside what a user would pick instead. Ratios tell; timings alone do not."""
