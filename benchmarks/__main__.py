"""Run every benchmark, or those that are named: `python -m benchmarks [NAME…]`."""

import importlib
import pkgutil
import sys

import benchmarks


def main() -> None:
    """Run them one after the other."""
    known = [
        each.name
        for each in pkgutil.iter_modules(benchmarks.__path__)
        if not each.name.startswith("_")
    ]
    for name in sys.argv[1:] or known:
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"{name}: {(module.__doc__ or '').partition(chr(10))[0]}")
        module.main()


if __name__ == "__main__":
    main()
