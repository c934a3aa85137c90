"""The translations: collected from the source, compared with each room's catalogue, compiled. No gettext programs."""
