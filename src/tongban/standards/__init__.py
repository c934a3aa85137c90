"""What the state has fixed: codes, calendars, legal numbers, data elements. Pure Python and data."""
