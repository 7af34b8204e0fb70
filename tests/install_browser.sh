#!/bin/sh
# Makes sure that there is a Chromium for the tests of the page: Debian's, through apt, where none is found.
set -eu

for browser in "${GRAPHKIT_BROWSER:-}" chromium chromium-browser google-chrome; do
    if [ -n "$browser" ] && command -v "$browser" >/dev/null 2>&1; then
        exit 0
    fi
done

if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests of the page need Chromium: install it, or name one in GRAPHKIT_BROWSER." >&2
    exit 1
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    as_root="sudo"
fi
echo "Installing Chromium for the tests of the page ..."
export DEBIAN_FRONTEND=noninteractive
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >/dev/null; then
    echo "Chromium could not be installed: run 'apt-get install chromium', or name a browser in GRAPHKIT_BROWSER." >&2
    exit 1
fi
