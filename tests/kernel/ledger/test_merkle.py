"""The tree of a seal is the one that RFC 6962 defines, and every path in it leads to the root."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.ledger.merkle import root_and_paths, root_of

hashes = st.lists(st.binary(min_size=32, max_size=32), max_size=70)


def naive_root(values: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not values:
        return sha256(b"").digest()
    if len(values) == 1:
        return sha256(b"\0" + values[0]).digest()
    k = half(len(values))
    return sha256(b"\1" + naive_root(values[:k]) + naive_root(values[k:])).digest()


def naive_path(m: int, values: list[bytes]) -> list[bytes]:
    """RFC 6962, 2.1.1, word for word."""
    if len(values) == 1:
        return []
    k = half(len(values))
    if m < k:
        return [*naive_path(m, values[:k]), naive_root(values[k:])]
    return [*naive_path(m - k, values[k:]), naive_root(values[:k])]


def half(n: int) -> int:
    """The largest power of two smaller than n."""
    return 1 << (n - 1).bit_length() - 1


@given(hashes)
def test_the_root_is_that_of_the_definition(values):
    assert root_of(values) == naive_root(values)


@given(hashes, st.data())
def test_the_paths_are_those_of_the_definition(values, data):
    wanted = data.draw(st.sets(st.integers(0, max(len(values) - 1, 0)))) if values else set()
    root, paths = root_and_paths(values, wanted)
    assert root == naive_root(values)
    assert paths == {index: naive_path(index, values) for index in wanted}


def test_the_root_of_seven_known_leaves_is_the_known_one():
    """The test data of the reference implementation of RFC 6962, its first seven leaves."""
    leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    root = root_of([bytes.fromhex(each) for each in leaves]).hex()
    assert root == "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
