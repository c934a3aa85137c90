"""Puts the house together: settings, addresses, server entry, the tongban command."""
