"""登记册: the registers that a member of the staff may read, kept, imported and labelled through their pages."""
