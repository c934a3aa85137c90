"""What can happen to accounts: how they are kept, locked, entered. Neither codes, passwords nor personal data."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class PersonPlaced:
    """编入机关: the account of one of the staff is kept by this organ."""

    type: ClassVar[str] = "person.placed"
    person: int
    organ: int


@dataclass(frozen=True, slots=True)
class PersonRenamed:
    """人员更名: a person's name was put right; the name itself stays out of the log."""

    type: ClassVar[str] = "person.renamed"
    person: int


@dataclass(frozen=True, slots=True)
class PersonEnded:
    """人员注销: an account ends for good on the day `on`; what the person did stays in the log."""

    type: ClassVar[str] = "person.ended"
    person: int
    on: str


@dataclass(frozen=True, slots=True)
class PersonLocked:
    """账号锁定: nobody signs in by the account; `why` is a code such as `absence`."""

    type: ClassVar[str] = "person.locked"
    person: int
    why: str


@dataclass(frozen=True, slots=True)
class PersonUnlocked:
    """账号解锁: the account may be signed in by again."""

    type: ClassVar[str] = "person.unlocked"
    person: int


@dataclass(frozen=True, slots=True)
class TriesForgotten:
    """解除登录锁定: wrong passwords typed for the account no longer count."""

    type: ClassVar[str] = "person.tries_forgotten"
    person: int
    tries: int


@dataclass(frozen=True, slots=True)
class PasswordReset:
    """重置口令: a security administrator gave a password for one entry, to be changed at once."""

    type: ClassVar[str] = "person.password_reset"
    person: int


@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """修改口令: a person chose another password."""

    type: ClassVar[str] = "person.password_changed"
    person: int


@dataclass(frozen=True, slots=True)
class FactorConfirmed:
    """启用动态口令: a person's authenticator was tied to the account, with `codes` recovery codes."""

    type: ClassVar[str] = "person.factor_confirmed"
    person: int
    codes: int


@dataclass(frozen=True, slots=True)
class FactorRemoved:
    """停用动态口令: the authenticator is no longer tied to the account; `reset` when an administrator did it."""

    type: ClassVar[str] = "person.factor_removed"
    person: int
    reset: bool


@dataclass(frozen=True, slots=True)
class CodeTried:
    """输入动态口令: a code was typed at the entry; `outcome` is `totp`, `recovery` or `wrong`, never the code."""

    type: ClassVar[str] = "person.code_tried"
    person: int
    outcome: str


@dataclass(frozen=True, slots=True)
class PersonEntered:
    """登录: somebody signed in, by `password`, `totp`, `recovery`, or as a `persona` of the demonstration."""

    type: ClassVar[str] = "person.entered"
    person: int
    way: str


@dataclass(frozen=True, slots=True)
class VisitsEnded:
    """结束会话: visits of a person were ended; `why` is `own`, `locked`, `reset`, `ended` or `no_post`."""

    type: ClassVar[str] = "person.visits_ended"
    person: int
    visits: int
    why: str


@dataclass(frozen=True, slots=True)
class LogRead:
    """查阅日志: an audit administrator read the log: `what` of it, by which filters, and how many entries were shown."""

    type: ClassVar[str] = "person.read_log"
    person: int
    what: str
    filters: tuple[str, ...]
    entries: int


AccountHappening: TypeAlias = (
    PersonPlaced
    | PersonRenamed
    | PersonEnded
    | PersonLocked
    | PersonUnlocked
    | TriesForgotten
    | PasswordReset
    | PasswordChanged
    | FactorConfirmed
    | FactorRemoved
    | CodeTried
    | PersonEntered
    | VisitsEnded
    | LogRead
)
