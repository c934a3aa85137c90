"""里程表: what a car's odometer showed on its trips and in its book, as one history, and how a mistyped reading is put right."""
