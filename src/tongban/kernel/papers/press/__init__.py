"""排印: from plain data to a page. Knows no Django and no template, only what is to stand where."""
