"""Reads event logs in CSV: an event a row, its columns found by the names that they usually have."""

import csv
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain
from typing import BinaryIO, Final, NamedTuple

import numpy as np

from tongban.kernel import Refusal
from tongban.kernel.mining.gathering import MOST_EVENTS, Filling, Numbering, grouped
from tongban.kernel.mining.instants import microsecond
from tongban.kernel.mining.log import (
    ACTIVITY,
    GROUP,
    LIFECYCLE,
    NEVER,
    RESOURCE,
    ROLE,
    TIME,
    Log,
)
from tongban.kernel.mining.refusing import short

CASE: Final = "case:concept:name"
USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    CASE: (
        *(CASE, "caseid", "casenumber", "caseno", "case", "traceid", "trace"),
        *("办件编号", "案件编号", "业务编号", "办件流水号", "业务流水号", "流水号", "受理编号", "申办号"),
        *("办件号", "案件号", "案号", "收件编号", "实例编号", "流程实例", "案例"),
    ),
    ACTIVITY: (
        *(ACTIVITY, "activity", "activityname", "activityid", "task", "step", "event", "eventname"),
        *("环节名称", "环节", "办理环节", "活动名称", "活动", "节点名称", "节点", "步骤名称", "步骤"),
        *("任务名称", "任务", "操作", "事件"),
    ),
    TIME: (
        *(TIME, "timestamp", "completetimestamp", "completiontime", "endtime", "eventtime"),
        *("datetime", "time", "date", "时间戳", "时间", "办理时间", "完成时间", "操作时间", "办结时间"),
        *("发生时间", "处理时间", "结束时间", "日期"),
    ),
    LIFECYCLE: (LIFECYCLE, "lifecycle", "transition", "状态变迁", "生命周期"),
    RESOURCE: (RESOURCE, "resource", "user", "办理人", "经办人", "操作人", "处理人", "办理人员"),
    GROUP: (GROUP, "group", "department", "organ", "办理部门", "部门", "办理机关", "机关", "办理单位", "单位"),
    ROLE: (ROLE, "role", "post", "岗位", "角色"),
}  # fmt: skip
"""What columns are usually called, the surest name first; blanks, `_`, `-` and capitals make no difference."""
NEEDED: Final = {CASE: "--case", ACTIVITY: "--activity", TIME: "--time"}
_DELIMITERS: Final = ",\t;|"
_BLANKS: Final = re.compile(r"[\s_\-]+")


@dataclass(frozen=True, slots=True)
class Headers:
    """表头: the columns of case, activity and time, where they are called otherwise than usual; empty, they are looked for."""

    case: str = ""
    activity: str = ""
    time: str = ""


class _Place(NamedTuple):
    """Where a kind of fact stands."""

    name: str
    column: int


def read_csv(file: BinaryIO, keys: Iterable[str], headers: Headers) -> Log:
    """Return the log of a CSV file (UTF-8, UTF-16, GB 18030) that can be read again; `keys` may be names of columns too.

    A time may be missing. Raises Refusal for a column that is not found, a row with too few or too many cells, an event without case
    or activity, and what is no instant, each with its line.
    """
    start = file.tell()
    for encoding in _encodings(file.read(2)):
        file.seek(start)
        text = TextIOWrapper(file, encoding, newline="")
        try:
            return _Reading(text, tuple(keys), headers).log()
        except UnicodeDecodeError:
            continue
        finally:
            text.detach()
    words = "The text is neither UTF-8 nor GB 18030. Save the file as UTF-8 CSV."
    raise Refusal("mining.encoding_of_table", words)


def _encodings(first: bytes) -> tuple[str, ...]:
    return ("utf-16",) if first in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "gb18030")


class _Reading:
    """One reading of one table."""

    def __init__(self, text: TextIOWrapper, keys: tuple[str, ...], headers: Headers) -> None:
        first = text.readline()
        self.line = 1
        self.delimiter = max(_DELIMITERS, key=first.count)
        self.rows = self._rows(text, first)
        self.header = [cell.strip() for cell in next(self.rows, [])]
        found = {kind: self._column(kind, getattr(headers, name)) for kind, name in _named()}
        self.case, self.activity, self.time = (
            _Place(self.header[at], at) for at in (found[CASE], found[ACTIVITY], found[TIME])
        )
        taken = {self.case.column, self.activity.column, self.time.column}
        self.others = {
            key: found_at
            for key in keys
            if (found_at := self._other(key)) not in taken and found_at is not None
        }

    def log(self) -> Log:
        """Read all rows."""
        cases, numbers, times = array("i"), Numbering(), array("q")
        activity = Filling()
        others = {key: Filling() for key in self.others}
        for row in self.rows:
            if len(row) != len(self.header):
                self._wrong_width(len(row))
            cases.append(numbers[self._needed(row, self.case)])
            activity.codes.append(activity.numbers[self._needed(row, self.activity)])
            times.append(self._instant(row[self.time.column]))
            for key, at in self.others.items():
                text = row[at].strip()
                others[key].codes.append(others[key].numbers[text] if text else -1)
            if len(times) > MOST_EVENTS:
                words = "The log has more than {most} events or cases. Split it."
                raise Refusal("mining.too_many_events", words, most=MOST_EVENTS)
        log = Log(
            (),
            np.zeros(1, np.int64),
            activity.column(),
            np.array(times, np.int64),
            {key: each.column() for key, each in others.items()},
            {},
        )
        return grouped(log, np.array(cases, np.int32), numbers.texts())

    def _rows(self, text: TextIOWrapper, first: str) -> Iterator[list[str]]:
        """Yield the rows that are not empty, and keep the line on which each begins."""
        reader = csv.reader(chain([first], text), delimiter=self.delimiter, strict=True)
        while True:
            self.line = reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                raise Refusal(
                    "mining.csv_broken",
                    "The row that begins on line {line} cannot be read as CSV: {fault}. Close its quotes, and save the file again.",
                    line=self.line,
                    fault=str(error),
                ) from error
            if row is None:
                return
            if any(row):
                yield row

    def _column(self, kind: str, named: str) -> int:
        plain = [_plain(cell) for cell in self.header]
        for name in (named,) if named else USUAL[kind]:
            at = [number for number, cell in enumerate(plain) if cell == _plain(name)]
            if len(at) == 1:
                return at[0]
            if at:
                words = "{count} columns are called {name}. Rename all but one."
                raise Refusal("mining.same_header", words, count=len(at), name=short(name))
        raise Refusal(
            "mining.no_column",
            "No column is the one of {kind}; there are: {columns}. Name it with {option}.",
            kind=kind,
            columns=short(", ".join(self.header), 500),
            option=NEEDED[kind],
        )

    def _other(self, key: str) -> int | None:
        plain = [_plain(cell) for cell in self.header]
        names = (key, f"case:{key}", *USUAL.get(key, ()))
        return next((plain.index(_plain(name)) for name in names if _plain(name) in plain), None)

    def _needed(self, row: Sequence[str], place: _Place) -> str:
        text = row[place.column].strip()
        if text:
            return text
        words = "Line {line}: the column {column} is empty, so nobody can say of which case or what happened. Fill it in."
        raise Refusal("mining.empty_cell", words, line=self.line, column=short(place.name))

    def _instant(self, text: str) -> int:
        if not text or text.isspace():
            return NEVER
        try:
            return microsecond(text)
        except (ValueError, OverflowError) as error:
            raise Refusal(
                "mining.no_instant_in_cell",
                "Line {line}: “{value}” in the column {column} is no instant. Write it as 2026-02-13T10:00:00+08:00 or 2026-02-13 10:00:00.",
                line=self.line,
                value=short(text),
                column=short(self.time.name),
            ) from error

    def _wrong_width(self, found: int) -> None:
        words = "Line {line} has {found} cells, the header {wanted}. Write as many, quoted where one holds a {delimiter}."
        raise Refusal(
            "mining.wrong_width",
            words,
            line=self.line,
            found=found,
            wanted=len(self.header),
            delimiter="tab" if self.delimiter == "\t" else self.delimiter,
        )


def _named() -> tuple[tuple[str, str], ...]:
    return ((CASE, "case"), (ACTIVITY, "activity"), (TIME, "time"))


def _plain(name: str) -> str:
    return _BLANKS.sub("", name.strip().lower())
