#!/usr/bin/env bash
# The tests of the Python package and its types: run.sh PYTHON PACKAGES PROGRAM. PACKAGES: the folder that holds `chokepoint`.
set -euo pipefail
python=$1 here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
export PYTHONPATH=$2 SIMULATE=$3 PYTHONDONTWRITEBYTECODE=1
for module in pytest pandas xarray networkx; do
  "$python" -c "import $module" 2>/dev/null || { echo "skipped: no $module for $python (./setup.sh --tests)"; exit 77; }
done
"$python" -m pytest "$here/tests" -c "$here/pyproject.toml" --rootdir "$here" "${@:4}"
"$python" -c "import mypy" 2>/dev/null || { echo "skipped: no mypy"; exit 0; }
cache=$(mktemp -d)
trap 'rm -rf "$cache"' EXIT
cd "$here"
"$python" -m mypy --config-file pyproject.toml --cache-dir "$cache" chokepoint
