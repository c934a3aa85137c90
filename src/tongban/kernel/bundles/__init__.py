"""联办: several matters asked for at once, handled side by side, and answered as one."""
