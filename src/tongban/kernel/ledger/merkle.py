"""默克尔树: the tree of RFC 6962 over the hashes of a seal, in memory that grows with its height alone: pure."""

from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from typing import TypeAlias

Paths: TypeAlias = dict[int, list[bytes]]
Part: TypeAlias = tuple[int, bytes, Sequence[int]]
"""A finished part of the tree: how many leaves it has, its hash, and which of them are asked for."""


def leaf(value: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\0" + value).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of two parts of the tree, the left one first."""
    return sha256(b"\1" + left + right).digest()


def root_of(values: Iterable[bytes]) -> bytes:
    """Return the root of the tree over `values`; without any it is the hash of nothing."""
    return root_and_paths(values, ())[0]


def root_and_paths(values: Iterable[bytes], wanted: Collection[int]) -> tuple[bytes, Paths]:
    """Return the root, and for each index asked for its path: the hashes beside it, from the leaf to the root."""
    paths: Paths = {index: [] for index in wanted}
    parts: list[Part] = []
    for index, value in enumerate(values):
        parts.append((1, leaf(value), (index,) if index in paths else ()))
        while len(parts) > 1 and parts[-2][0] == parts[-1][0]:
            _join(parts, paths)
    while len(parts) > 1:
        _join(parts, paths)
    return (parts[0][1] if parts else sha256().digest()), paths


def _join(parts: list[Part], paths: Paths) -> None:
    """Make one of the last two parts."""
    right_size, right, right_wanted = parts.pop()
    left_size, left, left_wanted = parts.pop()
    for index in left_wanted:
        paths[index].append(right)
    for index in right_wanted:
        paths[index].append(left)
    parts.append((left_size + right_size, node(left, right), (*left_wanted, *right_wanted)))
