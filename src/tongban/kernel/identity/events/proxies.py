"""What can happen to proxies."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class ProxySet:
    """代理授权: `taker` stands in for `giver` from `since` up to, but without, `until`; empty lists are all."""

    type: ClassVar[str] = "proxy.set"
    proxy: int
    giver: int
    taker: int
    since: str
    until: str
    matters: tuple[int, ...]
    powers: tuple[str, ...]
    only_taker: bool


@dataclass(frozen=True, slots=True)
class ProxyRecalled:
    """收回代理: a proxy ends on the day `until`."""

    type: ClassVar[str] = "proxy.recalled"
    proxy: int
    until: str


ProxyHappening: TypeAlias = ProxySet | ProxyRecalled
