"""What the tests of pages share."""

from builders.looks import page

__all__ = ["page"]
