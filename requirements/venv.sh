#!/bin/sh
# Makes .venv with the first Python of 3.11 or newer, or says what to install.
set -eu
good='import sys; sys.exit(sys.version_info < (3, 11))'
python=
for each in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
    [ -n "$each" ] && command -v "$each" >/dev/null 2>&1 && "$each" -c "$good" 2>/dev/null || continue
    python=$each
    break
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed, and none was found." >&2
    echo "Debian 12, Ubuntu 24.04 or newer: apt install python3 python3-venv" >&2
    echo "Fedora, RHEL 9 (untested): dnf install python3.12      macOS (untested): brew install python@3.12" >&2
    echo "One that lies elsewhere: make run PYTHON=/path/to/python3" >&2
    exit 1
fi
echo "Making .venv with $("$python" --version) …"
if ! reason=$("$python" -m venv --clear .venv 2>&1); then
    rm -rf .venv
    echo "$reason" >&2
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "This Python cannot make virtual environments. Install what is missing, then try again:" >&2
    echo "Debian, Ubuntu: apt install python$version-venv (or python3-venv)" >&2
    exit 1
fi
