#!/bin/sh
# Sees to a Chromium and a Chinese font for the browser tests; where it cannot, says so loudly and goes on.
set -u
have_browser() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}
have_font() {
    command -v fc-list && [ -n "$(fc-list :lang=zh family)" ]
}
loud() {
    echo "************************************************************************" >&2
    for line in "$@"; do echo "***  $line" >&2; done
    echo "************************************************************************" >&2
}
missing=
have_browser >/dev/null 2>&1 || missing="chromium"
have_font >/dev/null 2>&1 || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $missing …"
    # shellcheck disable=SC2086 # one word a package
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
have_browser >/dev/null 2>&1 || loud "There is no Chromium: the browser tests are SKIPPED." \
    "Install it (Debian: apt install chromium fonts-noto-cjk) and run make test again."
have_font >/dev/null 2>&1 || loud "There is no Chinese font: screenshots show boxes." \
    "Install one (Debian: apt install fonts-noto-cjk)."
exit 0
