"""费用账: what each car costs, record by record; nothing is changed but by a record that takes another back."""
