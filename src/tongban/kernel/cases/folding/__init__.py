"""折叠: how each group of events changes the rows of a case. Reads nothing but the event."""
