#!/usr/bin/env bash
# Every export read back with the tools that people read it with: run.sh PROGRAM. What is not installed is skipped with a word.
set -euo pipefail
simulate=$(readlink -f -- "$1")
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=/usr/bin:$PATH  # the readers that the packages of the system bring

command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
"$here/make.sh" "$simulate" "$work"
status=0 read=0
tried() {
  local code=0
  "$@" || code=$?
  case $code in 0) read=$((read + 1)) ;; 77) ;; *) status=1 ;; esac
}
for reader in plain pandas xarray networkx igraph; do tried python3 "$here/read_back.py" "$reader" "$work"; done
tried "$here/read_back_cdo.sh" "$work"
tried "$here/read_back_dot.sh" "$work"
tried "$here/read_back_r.sh" "$work"
((read > 0)) || { echo "skipped: none of the readers is installed"; exit 77; }
exit $status
