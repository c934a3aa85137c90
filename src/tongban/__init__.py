"""Tongban 通办: the platform on which a government runs its matters."""

__version__ = "0.1.0"
