#!/usr/bin/env bash
# Set kip up: Tesseract with its languages, a virtual environment, the locked dependencies, the command kip.
# Usage: ./setup.sh [run|dev]. Later calls only check that nothing is to be done.
set -euo pipefail
cd "$(dirname "$0")"

profile="${1:-run}"
case "$profile" in
run) lock=requirements.lock ;;
dev) lock=requirements-dev.lock ;;
*)
  echo "usage: ./setup.sh [run|dev]" >&2
  exit 2
  ;;
esac

venv=.venv
languages="deu fra ita"
packages="tesseract-ocr tesseract-ocr-deu tesseract-ocr-fra tesseract-ocr-ita"
# The tests open the explorer in a real browser.
browser="chromium"

say() { printf '%s\n' "kip set-up: $*" >&2; }
stop() {
  say "$*"
  exit 1
}

# The dev profile holds everything of the run profile, so a finished dev set-up serves both.
stamp_of() { cat setup.sh "$1" <(pwd) | cksum; }
is_ready() {
  [ -x "$venv/bin/kip" ] && [ -x "$venv/bin/python" ] || return 1
  [ "$(cat "$venv/.kip-dev" 2>/dev/null)" = "$(stamp_of requirements-dev.lock)" ] && return 0
  [ "$profile" = run ] && [ "$(cat "$venv/.kip-run" 2>/dev/null)" = "$(stamp_of requirements.lock)" ]
}

has_languages() {
  local known language
  known=$(tesseract --list-langs 2>/dev/null) || return 1
  for language in $languages; do
    grep -qx "$language" <<<"$known" || return 1
  done
}

# Print the prefix that installs system packages: nothing for root, sudo where it asks no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    echo env
  elif sudo -n true 2>/dev/null; then
    echo "sudo -n"
  else
    return 1
  fi
}

apt_install() {
  local root
  root=$(as_root) || return 1
  $root apt-get update -qq >/dev/null 2>&1 || say "apt-get update failed; trying with the package list at hand"
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

install_tesseract() {
  say "installing Tesseract with German, French and Italian"
  if command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086
    apt_install $packages || stop "Tesseract is missing; install it with: sudo apt-get install $packages"
  elif command -v brew >/dev/null; then
    brew install tesseract tesseract-lang >/dev/null || stop "Tesseract is missing; install it with: brew install tesseract tesseract-lang"
  else
    stop "Tesseract is missing; install Tesseract 5 with the languages deu, fra and ita and run again"
  fi
  has_languages || stop "Tesseract is there but not all of its languages ($languages); install them with: sudo apt-get install $packages"
}

install_browser() {
  say "installing Chromium for the tests of the explorer"
  if command -v apt-get >/dev/null; then
    apt_install "$browser" || stop "Chromium is missing; install it with: sudo apt-get install $browser"
  else
    stop "Chromium is missing; install it so that the command chromium is found, and run again"
  fi
}

find_python() {
  local candidate
  for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  stop "Python 3.11, 3.12 or 3.13 is needed; install it with: sudo apt-get install python3 python3-venv"
}

make_venv() {
  local python=$1
  rm -rf "$venv"
  # Debian ships venv without ensurepip; the package python3-venv brings it.
  if "$python" -m venv "$venv" >/dev/null 2>&1; then return; fi
  rm -rf "$venv"
  local package
  package="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  if command -v apt-get >/dev/null; then
    say "installing $package"
    apt_install "$package" || apt_install python3-venv || true
    if "$python" -m venv "$venv" >/dev/null 2>&1; then return; fi
    rm -rf "$venv"
  fi
  if "$python" -m virtualenv --version >/dev/null 2>&1; then
    "$python" -m virtualenv -q "$venv" && return
  fi
  stop "Python cannot make a virtual environment; install its part with: sudo apt-get install $package"
}

# The lock names every package, so pip has nothing to resolve.
install_locked() {
  say "installing the locked dependencies of $lock (once, a minute or two)"
  "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input --no-deps \
    --require-hashes --only-binary :all: -r "$lock" ||
    stop "the dependencies could not be installed; see the lines above, check the network and run again"
}

# The checkout itself is on the path of the environment: no build step, and edits count at once.
install_command() {
  local packages_dir
  packages_dir=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  pwd >"$packages_dir/kip.pth"
  cat >"$venv/bin/kip" <<EOF
#!$PWD/$venv/bin/python
import sys

from cli.main import main

# Workers import this file again; only the first process runs the command.
if __name__ == "__main__":
    sys.exit(main())
EOF
  chmod +x "$venv/bin/kip"
}

has_languages || install_tesseract
[ "$profile" = run ] || command -v "$browser" >/dev/null || install_browser
if ! is_ready; then
  python=$(find_python)
  if ! "$venv/bin/python" -c '' 2>/dev/null || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    say "making $venv with $("$python" --version)"
    make_venv "$python"
  fi
  install_locked
  install_command
  stamp_of "$lock" >"$venv/.kip-$profile"
  say "done"
fi
