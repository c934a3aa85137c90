"""Files, functions and tests stay small enough to be read at once."""

import ast
from statistics import median

import pytest

from builders.sources import PACKAGE, TESTS, functions, length, modules, shown, tree

LONGEST_FILE, LONGEST_FUNCTION, MOST_ARGUMENTS, LONGEST_TEST = 300, 40, 6, 30


def test_no_file_is_longer_than_a_reader_holds_in_mind():
    sizes = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_files_are_short_on_the_whole():
    sizes = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in modules())
    assert median(sizes) <= 100
    assert sizes[int(len(sizes) * 0.95)] <= 250


def test_no_function_is_longer_than_a_screen():
    assert [
        f"{shown(path)}:{function.lineno} {function.name} {length(function)}"
        for path in modules()
        for function in functions(path)
        if length(function) > LONGEST_FUNCTION
    ] == []


def test_functions_are_short_on_the_whole():
    sizes = sorted(length(function) for path in modules() for function in functions(path))
    assert median(sizes) <= 7
    assert sizes[int(len(sizes) * 0.95)] <= 25


def test_no_function_takes_more_than_six_arguments_beside_itself():
    def count(arguments: ast.arguments) -> int:
        given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        return sum(each.arg not in {"self", "cls"} for each in given)

    assert [
        f"{shown(path)}:{function.lineno} {function.name}"
        for path in modules()
        for function in functions(path)
        if count(function.args) > MOST_ARGUMENTS
    ] == []


def test_no_test_is_longer_than_thirty_lines():
    assert [
        f"{shown(path)}:{function.lineno} {function.name}"
        for path in modules(TESTS)
        for function in functions(path)
        if function.name.startswith("test_") and length(function) > LONGEST_TEST
    ] == []


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_a_module_says_what_it_is_in_its_first_line(path):
    first = (ast.get_docstring(tree(path)) or "").partition("\n")[0]
    assert first, "no docstring"
    assert first.endswith((".", "。", "?", "!")), first


def test_nothing_is_imported_inside_a_function_or_by_a_star():
    found = []
    for path in modules():
        inner = {node for function in functions(path) for node in ast.walk(function)}
        for node in ast.walk(tree(path)):
            starred = isinstance(node, ast.ImportFrom) and any(n.name == "*" for n in node.names)
            if starred or (node in inner and isinstance(node, ast.Import | ast.ImportFrom)):
                found.append(f"{shown(path)}:{node.lineno}")
    assert found == []


def test_the_product_is_there_to_be_measured():
    assert len(modules(PACKAGE)) > 50
