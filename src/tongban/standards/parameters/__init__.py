"""Legal numbers, dated and cited."""
