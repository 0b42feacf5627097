#!/bin/sh
# The replay program that reads our WARC files in tests. It wants older versions of what the product uses, and is
# licensed under the GPL, so it lives in an environment of its own and is only ever started as a program.
set -eu
cd "$(dirname "$0")/../.."
home=.venv/pywb
wanted=tests/archives/pywb.txt
mkdir -p .venv
exec 9> .venv/pywb.lock
flock 9
if ! cmp -s "$wanted" "$home/installed.txt"; then
    rm -rf "$home"
    .venv/bin/python -m venv "$home"
    if ! "$home/bin/python" -m pip install --quiet --quiet -r "$wanted"; then
        echo "************************************************************************" >&2
        echo "* pywb could not be installed: the tests that replay our WARC files and *" >&2
        echo "* save pages in a real archive cannot run and WILL FAIL.                *" >&2
        echo "************************************************************************" >&2
        exit 1
    fi
    cp "$wanted" "$home/installed.txt"
fi
