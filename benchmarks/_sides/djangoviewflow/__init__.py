"""django-viewflow: the same flow written as a flow class, its rows in the same PostgreSQL."""
