"""登记册: what an organ keeps books of, typed, with what held on every day, why it was changed, and what may be published."""
