"""The repository holds nothing of one machine, nothing half done and nothing that is made from the rest."""

import re

from builders.sources import ROOT, shown, text_files, tracked

MACHINE_PATH = re.compile(r"(?:^|[^A-Za-z0-9_.~$}])/(?:work|farm|root|home)/")
REGISTRY = re.compile(r'"resolved": *"https?://|index-url|--index|https?://(?:registry|pypi)\.')
LEFT_OPEN = re.compile(r"\b(?:TODO|FIXME|XXX|raise NotImplementedError)\b")
HERE = "tests/house/"


def found(pattern: re.Pattern[str], *, suffixes: set[str] | None = None) -> list[str]:
    return [
        f"{shown(path)}:{number}"
        for path, text in text_files()
        if not shown(path).startswith(HERE) and (suffixes is None or path.suffix in suffixes)
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_path_of_a_machine_stands_in_the_repository():
    assert [
        place for place in found(MACHINE_PATH) if not place.partition(":")[0].endswith(".md")
    ] == []


def test_no_registry_is_named_in_a_lock_file_or_a_setting():
    assert found(REGISTRY, suffixes={".json", ".txt", ".toml", ".cfg", ".ini", ".npmrc", ""}) == []


def test_nothing_is_left_open():
    assert found(LEFT_OPEN, suffixes={".py", ".html", ".js", ".css"}) == []


def test_nothing_made_is_kept():
    made = {".mo", ".pyc", ".sqlite3", ".log"}
    assert [shown(path) for path in tracked() if path.suffix in made] == []
    assert not any("node_modules" in path.parts for path in tracked())


def test_every_python_package_is_pinned_to_one_version():
    for name in ("run.txt", "test.txt", "bench.txt"):
        lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
        packages = [line for line in lines if line and not line.startswith("#")]
        assert packages
        assert [line for line in packages if "==" not in line] == []


def test_what_runs_is_what_is_tested():
    run, test = (
        set((ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines())
        for name in ("run.txt", "test.txt")
    )
    assert run <= test


def test_what_is_only_measured_is_neither_run_nor_tested():
    names = {
        name: {
            line.partition("==")[0].lower()
            for line in (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
            if "==" in line
        }
        for name in ("run", "test", "bench")
    }
    assert "django-viewflow" in names["bench"]
    assert names["bench"] & (names["run"] | names["test"]) == set()


def test_both_readmes_have_the_same_headings():
    names = ("README.md", "README.zh-CN.md")
    depths = [
        re.findall(r"^#+", (ROOT / n).read_text(encoding="utf-8"), re.MULTILINE) for n in names
    ]
    assert depths[0] == depths[1]
    assert depths[0]
