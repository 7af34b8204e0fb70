#!/bin/sh
# Makes sure that the programs are there with which the tests prove pages and tables: a Chromium
# and LibreOffice Calc; Debian's, through apt, where none is found.
set -eu

found() {
    for program in "$@"; do
        if [ -n "$program" ] && command -v "$program" >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}

missing=""
found "${GRAPHKIT_BROWSER:-}" chromium chromium-browser google-chrome || missing="chromium fonts-dejavu-core"
found soffice libreoffice || missing="$missing libreoffice-calc"
if [ -z "$missing" ]; then
    exit 0
fi

complain() {
    echo "The tests need a Chromium (or one named in GRAPHKIT_BROWSER) and LibreOffice Calc: install $missing." >&2
    exit 1
}

command -v apt-get >/dev/null 2>&1 || complain
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    as_root="sudo"
fi
echo "Installing what the tests need: $missing ..."
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # the names are several words
{ $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $missing; } >/dev/null || complain
