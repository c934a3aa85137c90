"""What the keepers of the catalogue read beside the guides."""
