#!/bin/sh
# Other checkers and clients, beside which tests/bench/rechecks.py runs ours. Their licences and their versions of what
# the product uses stay apart: each lives in an environment of its own under .venv/peers and is only ever started as a
# program. One that cannot be installed is told of here, and again in the table; the others are measured all the same.
set -eu
cd "$(dirname "$0")/../.."
home=.venv/peers
mkdir -p "$home"
exec 9> "$home/lock"
flock 9

loudly() {
    echo "************************************************************************" >&2
    echo "* $1 could not be installed: it WILL NOT BE MEASURED." >&2
    echo "* $2" >&2
    echo "************************************************************************" >&2
}

has() { # folder, list: whether what the list asks for is installed there
    cmp -s "$2" "$home/$1/installed.txt"
}

python_peer() {
    wanted=tests/bench/peers/$1.txt
    has "$1" "$wanted" && return
    rm -rf "${home:?}/$1"
    if .venv/bin/python -m venv "$home/$1" && "$home/$1/bin/python" -m pip install --quiet --quiet -r "$wanted"; then
        cp "$wanted" "$home/$1/installed.txt"
    else
        rm -rf "${home:?}/$1"
        loudly "$2" "Try: sh tests/bench/ensure_peers.sh"
    fi
}

node_peer() {
    wanted=tests/bench/peers/linkinator.txt
    has linkinator "$wanted" && return
    rm -rf "${home:?}/linkinator"
    mkdir -p "$home/linkinator"
    if ! command -v npm >/dev/null 2>&1; then
        loudly linkinator "It needs node 20 or later, with npm (Debian: apt-get install npm)."
    elif npm install --silent --no-audit --no-fund --no-package-lock --prefix "$home/linkinator" "$(cat "$wanted")" \
        && "$home/linkinator/node_modules/.bin/linkinator" --version >/dev/null 2>&1; then
        cp "$wanted" "$home/linkinator/installed.txt"
    else
        rm -rf "${home:?}/linkinator"
        loudly linkinator "It needs node 20 or later; this is $(node --version 2>/dev/null || echo none)."
    fi
}

if [ "${1:-}" = mutants ]; then # for tests/bench/mutants.py, which needs nothing else
    python_peer mutants mutmut
    exit
fi
python_peer clients "lychee, requests, httpx, aiohttp, the bare pycurl:"
python_peer linkchecker linkchecker
python_peer django_linkcheck django-linkcheck
node_peer
