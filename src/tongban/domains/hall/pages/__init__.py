"""The pages of a hall: for the public, for the machine and the screens, for the windows and for the duty manager."""
