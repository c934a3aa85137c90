"""The demo's life: eighteen months of cases of a whole district, made by the real commands at past instants."""
