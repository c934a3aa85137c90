"""What the tests of this trade's pages share."""

from builders.looks import page

__all__ = ["page"]
