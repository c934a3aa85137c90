"""封签: what commands left to be sealed is put under one root, signed, and chained to the seal before."""

from datetime import datetime

from django.db import connection, transaction

from tongban.kernel.ledger import seals
from tongban.kernel.ledger.merkle import root_of
from tongban.kernel.ledger.models import Seal, SealHead, Unsealed
from tongban.kernel.ledger.queries.sealing import leaves_of, seal_record
from tongban.kernel.ledger.seals import SealRecord
from tongban.kernel.sealing import sign

# What commits after this statement began stays for the next seal, however early it was written.
_TAKE = """
WITH taken AS (DELETE FROM ledger_unsealed RETURNING home, stream, first, hashes)
INSERT INTO ledger_sealed (home, stream, first, k, leaf, hashes)
SELECT home, stream, first, %s,
       (sum(length(hashes) / 32) OVER (ORDER BY home, stream, first))::bigint - length(hashes) / 32, hashes
FROM taken
"""
_LOCK = """
INSERT INTO ledger_sealhead (id, k, hash) VALUES (1, 0, %s)
ON CONFLICT (id) DO UPDATE SET k = ledger_sealhead.k RETURNING k
"""


def seal_waiting(at: datetime) -> SealRecord | None:
    """加封: put all committed events that no seal holds yet under a new one; `None` when there are none.

    One sealer at a time: the end of the chain is locked, and what one took the other finds no more.
    """
    if not Unsealed.objects.exists():
        return None
    with transaction.atomic(), connection.cursor() as cursor:
        last = _locked_end()
        cursor.execute(_TAKE, [last.k + 1])
        if not cursor.rowcount:
            return None
        return _appended(last, at)


def _locked_end() -> SealRecord:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [SealRecord().hash])
        (k,) = cursor.fetchone()
    return seal_record(Seal.objects.get(k=k)) if k else SealRecord()


def _appended(last: SealRecord, at: datetime) -> SealRecord:
    count = 0

    def counted(leaf: bytes) -> bytes:
        nonlocal count
        count += 1
        return leaf

    root = root_of(map(counted, leaves_of(last.k + 1)))
    seal = seals.following(
        last, count=count, root=root, at=at, sign=lambda name: sign(name, purpose=seals.SEALS)
    )
    Seal.objects.create(
        k=seal.k, first=seal.first, count=seal.count, root=seal.root, prev=seal.prev, at=seal.at,
        hash=seal.hash, signature=seal.signature,
    )  # fmt: skip
    SealHead.objects.update(k=seal.k, hash=seal.hash)
    return seal
