#!/bin/sh
# Makes sure that the programs are there with which the tests prove pages and tables: a Chromium,
# LibreOffice Calc and Node with npm; Debian's, through apt, where none is found. axe-core, which
# judges the page's accessibility, comes from npm into a folder that git ignores. With "java" it sees to
# a Java 17 for Spark instead, with "lint" to Node and what judges the page's script, and to nothing else.
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
folders="page clients"
needs="a Chromium (or one named in GRAPHKIT_BROWSER), LibreOffice Calc and Node"
if [ "${1:-}" = java ]; then
    needs="a Java 17"
    folders=""
    found "${JAVA_HOME:+$JAVA_HOME/bin/java}" java || missing=openjdk-17-jre-headless
elif [ "${1:-}" = lint ]; then
    needs="Node with npm"
    folders=lint
    found node || missing=nodejs
    found npm || missing="$missing npm"
else
    if [ -n "${GRAPHKIT_BROWSER:-}" ]; then
        sh "$(dirname "$0")/browser.sh" >/dev/null
    elif [ -n "${CI:-}" ] && grep -qs '^ID=debian' /etc/os-release; then
        found chromium-headless-shell || missing="chromium-headless-shell fonts-dejavu-core"
    else
        sh "$(dirname "$0")/browser.sh" >/dev/null 2>&1 || missing="chromium fonts-dejavu-core"
    fi
    found soffice libreoffice || missing="$missing libreoffice-calc"
    found node || missing="$missing nodejs"
    found npm || missing="$missing npm"
    # The followthemoney library builds on ICU where no wheel is at hand.
    pkg-config --exists icu-i18n 2>/dev/null || missing="$missing pkg-config libicu-dev g++ python3-dev"
fi

complain() {
    echo "The tests need $needs: install $missing." >&2
    exit 1
}

# What is taken from npm: the rules of axe-core, other programs' readers of formats, linters.
install_packages() {
    for folder in $folders; do
        folder="$(dirname "$0")/$folder"
        if ! cmp -s "$folder/package.json" "$folder/node_modules/installed.json"; then
            npm ci --prefix "$folder" --silent
            cp "$folder/package.json" "$folder/node_modules/installed.json"
        fi
    done
}

if [ -z "$missing" ]; then
    install_packages
    exit 0
fi

command -v apt-get >/dev/null 2>&1 || complain
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    as_root="sudo"
fi
echo "Installing what the tests need: $missing ..."
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # the names are several words
{ $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $missing; } >/dev/null || complain
install_packages
