#!/usr/bin/env bash
# Install what kip is compared with into an environment of its own, .venv-bench; kip itself needs none of it.
set -euo pipefail
cd "$(dirname "$0")/../.."

venv=.venv-bench
list=benchmarks/peers/requirements.txt
packages="poppler-utils ghostscript qpdf tesseract-ocr-osd"

say() { printf '%s\n' "benchmark set-up: $*" >&2; }

missing() { ! command -v pdftotext >/dev/null || ! command -v gs >/dev/null; }

install_packages() {
  local root=env
  [ "$(id -u)" = 0 ] || root="sudo -n"
  say "installing $packages"
  $root apt-get update -qq >/dev/null 2>&1 || say "apt-get update failed; trying with the package list at hand"
  # shellcheck disable=SC2086
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $packages >/dev/null
}

if missing; then
  command -v apt-get >/dev/null || {
    say "pdftotext (Poppler) and gs (Ghostscript) are needed; install them and run again"
    exit 1
  }
  install_packages
fi
if [ "$(cat "$venv/.done" 2>/dev/null)" != "$(cksum <"$list")" ]; then
  say "making $venv"
  rm -rf "$venv"
  .venv/bin/python -m venv "$venv"
  "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input -r "$list"
  cksum <"$list" >"$venv/.done"
fi
