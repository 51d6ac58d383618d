#!/usr/bin/env bash
# How soon the pages that tests/page/run.sh left behind are seen: tests/page/speed.sh BUILD, with nothing beside it.
set -euo pipefail
root=$(readlink -f -- "$(dirname -- "${BASH_SOURCE[0]}")/../..")
cd -- "$1/report"
if ! CHROMIUM=${CHROMIUM:-$(command -v chromium)} || [[ ! -d real ]]; then
  echo "page: Chromium is missing (./setup.sh --tests), or the test 'page' was not run" >&2
  exit 77
fi
export CHROMIUM CHOKEPOINT_PAGES=$PWD/real/report.html:$PWD/real/alone/report.html
mkdir -p dist && cp "$root/output/report/template.html" dist/template.html  # what people get
node --test tests/speed.test.mjs
