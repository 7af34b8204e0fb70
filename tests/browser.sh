#!/bin/sh
# Says which browser the tests, the benchmarks and the pictures use: the one named in GRAPHKIT_BROWSER, else the
# first Chromium found: best the one without windows, which takes a third less time. Where there is none, it says so
# and fails.
set -eu
if [ -n "${GRAPHKIT_BROWSER:-}" ]; then
    command -v "$GRAPHKIT_BROWSER" || { echo "GRAPHKIT_BROWSER names $GRAPHKIT_BROWSER, which is not there" >&2; exit 1; }
    exit
fi
for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && exit
done
echo "no Chromium found: run sh tests/install_programs.sh, or name a browser in GRAPHKIT_BROWSER" >&2
exit 1
