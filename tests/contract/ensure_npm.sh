#!/bin/sh
# Clients and readers of the trade from npm, which the contract tests run unmodified. They live in a folder of their
# own under .venv and are only ever started as programs, or served to the browser of a test.
set -eu
cd "$(dirname "$0")/../.."
home=.venv/npm
wanted=tests/contract/npm/package.json
mkdir -p "$home"
exec 9> .venv/npm.lock
flock 9
cmp -s "$wanted" "$home/installed.json" && exit 0
rm -rf "${home:?}/node_modules" "$home/package.json" "$home/installed.json"
cp "$wanted" "$home/package.json"
if command -v npm >/dev/null 2>&1 \
    && npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts --prefix "$home"; then
    cp "$wanted" "$home/installed.json"
    exit 0
fi
echo "************************************************************************" >&2
echo "* The npm packages of the contract tests could not be installed: the    *" >&2
echo "* tests in tests/contract and tests/browser/test_public.py that use     *" >&2
echo "* them cannot run and WILL FAIL. They need node 20 or later with npm    *" >&2
echo "* (Debian: apt-get install npm). Then: sh tests/contract/ensure_npm.sh  *" >&2
echo "************************************************************************" >&2
exit 1
