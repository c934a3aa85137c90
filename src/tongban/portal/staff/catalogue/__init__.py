"""The keeper's workbench: the list of matters, the editor, reviews, changes to many at once."""
