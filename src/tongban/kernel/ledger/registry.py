"""Who else the log must know of, named by dotted path so that rooms can register before the tables are there."""

heads: list[str] = []
"""Functions that yield (home, stream, Head) of the streams whose end another table keeps."""

followers: list[str] = []
"""Functions that take the records of one command after its commit, at least once, in their own transaction."""


def register_heads(source: str) -> None:
    """Name the function that yields the heads that another room keeps."""
    if source not in heads:
        heads.append(source)


def follow(follower: str) -> None:
    """Name a function that is told of every command's records after commit."""
    if follower not in followers:
        followers.append(follower)
