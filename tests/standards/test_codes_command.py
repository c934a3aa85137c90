"""`tongban codes check`: one answer a line, whatever the line."""

import argparse
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongban.project.commands import codes
from tongban.standards.codes import CHECKS


def answers(given: bytes, kind: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    parser = argparse.ArgumentParser()
    codes.add(parser.add_subparsers())
    args = parser.parse_args(["codes", "check", "--kind", kind])
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given))
    try:
        assert args.run(args) == 0
    finally:
        sys.stdin = before
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_line_gets_one_answer_in_order(capsys):
    good, bad = answers(b"11010519491231002x\n110105194912310020\n", "identity-number", capsys)
    assert good == {"code": "11010519491231002x", "valid": True, "reason": None}
    assert (bad["code"], bad["valid"]) == ("110105194912310020", False)
    assert "“0” but “X” follows" in str(bad["reason"])


def test_line_ends_are_no_part_of_a_code_and_empty_lines_are_answered(capsys):
    found = answers(b"511602\r\n\r\n511602\n\n511602", "division", capsys)
    assert [one["code"] for one in found] == ["511602", "", "511602", "", "511602"]
    assert [one["valid"] for one in found] == [True, False, True, False, True]


def test_other_white_space_is_part_of_the_line_and_a_fault(capsys):
    found = answers("51\u2028\n51\x0b\n 51\n51\r\r\n".encode(), "division", capsys)
    assert [one["code"] for one in found] == ["51\u2028", "51\x0b", " 51", "51\r"]
    assert not any(one["valid"] for one in found)


def test_the_byte_order_mark_of_a_windows_file_is_no_part_of_its_first_code(capsys):
    assert answers(b"\xef\xbb\xbf511602\n", "division", capsys)[0]["valid"] is True


def test_a_number_of_somebody_not_yet_born_is_refused(capsys):
    (found,) = answers(b"110105909912310023\n", "identity-number", capsys)
    assert "has not come yet" in str(found["reason"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.binary().map(lambda raw: raw.replace(b"\n", b""))), st.sampled_from(sorted(CHECKS))
)
def test_any_bytes_are_answered_line_by_line(capsys, lines, kind):
    found = answers(b"".join(line + b"\n" for line in lines), kind, capsys)
    assert len(found) == len(lines)
    for one, line in list(zip(found, lines, strict=True))[1:]:
        assert str(one["code"]).encode("utf-8", "surrogateescape") == line.removesuffix(b"\r")
        assert (one["reason"] is None) == one["valid"]


def test_a_file_is_read_and_a_missing_one_is_said_to_be_missing(tmp_path: Path, capsys):
    path = tmp_path / "codes.txt"
    path.write_bytes(b"511602\n")
    assert codes.run(argparse.Namespace(kind="division", file=str(path))) == 0
    assert json.loads(capsys.readouterr().out)["valid"] is True
    assert codes.run(argparse.Namespace(kind="division", file=str(path) + "x")) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_command_needs_neither_django_nor_a_database():
    program = "import sys, tongban.project.commands.codes as c; sys.exit('django' in sys.modules or c.NEEDS_DATABASE)"
    source = Path(codes.__file__).parents[3]
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": str(source)})
