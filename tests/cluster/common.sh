# What the tests of engines share. Sourced with: simulate's path in $1.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
simulate=$(readlink -f -- "$1")
study=$here/study.yaml
work=$(mktemp -d)
chmod 755 "$work"

skip() { echo "skipped: $*"; exit 77; }
need() { for tool in "$@"; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done; }
fail() { echo "FAILED: $*" >&2; exit 1; }
digest() { "$simulate" sweep collect "$1" | sed -n 's/^digest //p'; }
reference() {
  [[ -d $work/reference ]] || "$simulate" sweep run "$study" --out "$work/reference" --workers 1 --quiet
  digest "$work/reference"
}
same() {  # same NAME FOLDER: the folder's results are those of one worker
  local found
  found=$(digest "$2") || fail "$1: collecting gave exit code $?"
  [[ $found == "$(reference)" ]] || fail "$1: digest $found instead of $(reference)"
  echo "$1: $found"
}
# Ranks share two cores here, and Open MPI wants to be asked before it runs as root.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1
export OMPI_MCA_mpi_yield_when_idle=1 OMPI_MCA_hwloc_base_binding_policy=none
