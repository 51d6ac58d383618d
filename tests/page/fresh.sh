#!/usr/bin/env bash
# The page's template in the tree is what its sources give: tests/page/fresh.sh BUILD. Needs Node and npm.
set -euo pipefail
build=$(readlink -f -- "$1")
root=$(readlink -f -- "$(dirname -- "${BASH_SOURCE[0]}")/../..")
source "$root/tests/page/needs.sh"
build_page "$root/output/report" "$build/report"
if ! cmp -- "$build/report/template.html" "$root/output/report/template.html"; then
  echo "page: output/report/template.html is not what the sources beside it give; this makes it anew:" >&2
  echo "  cmake --build --preset ${build##*/} --target page" >&2
  exit 1
fi
