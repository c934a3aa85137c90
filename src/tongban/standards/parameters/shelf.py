"""The shelf of legal numbers that come with the platform, read once when first asked for."""

from functools import cache
from pathlib import Path

from tongban.standards.codes.faults import Fault
from tongban.standards.parameters.parameter import Parameter
from tongban.standards.parameters.reading import read

HERE = Path(__file__).parent


@cache
def parameter(name: str) -> Parameter:
    """Return a parameter by its name, the path without `.yaml`; a `Fault` where there is none."""
    if name not in names():
        raise Fault(
            "parameters.unknown",
            "There is no parameter {name}. docs/reference/parameters.md lists all.",
            name=name,
        )
    return read(HERE / f"{name}.yaml", name)


@cache
def names() -> tuple[str, ...]:
    """Return the names of all parameters, sorted."""
    found = (path.relative_to(HERE).with_suffix("") for path in HERE.glob("*/*.yaml"))
    return tuple(sorted(path.as_posix() for path in found))
