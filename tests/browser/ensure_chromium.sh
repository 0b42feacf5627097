#!/bin/sh
# Browser tests drive Debian's Chromium. Where it is missing, install it, or say loudly what will fail.
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's Chromium for the browser tests …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1
fi
command -v chromium >/dev/null 2>&1 && exit 0
echo "************************************************************************"
echo "* Chromium is missing: the browser tests cannot run and WILL FAIL.      *"
echo "* Install it (Debian: apt-get install chromium), then test again.       *"
echo "************************************************************************"
