#!/usr/bin/env bash
# The playground in a browser: tests/web/playground.sh SIMULATE. Builds it first; skipped without Emscripten or Chromium.
set -euo pipefail
simulate=$(readlink -f -- "$1")
root=$(readlink -f -- "$(dirname -- "${BASH_SOURCE[0]}")/../..")
source "$root/tests/web/needs.sh"
if [[ -z ${CHROMIUM:-} ]] && ! CHROMIUM=$(command -v chromium); then
  echo "playground: Chromium is missing (./setup.sh --tests)" >&2
  exit 77
fi
export CHROMIUM
build_engine "$root"
[[ -f $root/build/web/playground.html ]] || { echo "playground: Node and npm are missing (./setup.sh --web)" >&2; exit 77; }
folder=$root/build/web/report
mkdir -p "$folder/dist"
cp -R "$root"/output/report/tests "$root"/output/report/fill.mjs "$folder"  # beside node_modules
cp "$root/tests/web/playground.test.mjs" "$folder/tests/"
cp "$root/output/report/template.html" "$folder/dist/"
"$simulate" playground -o "$folder/playground.html"
PLAYGROUND=$folder/playground.html SIMULATE=$simulate node --test "$folder/tests/playground.test.mjs"
