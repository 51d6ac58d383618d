#!/usr/bin/env bash
# Executes the notebooks, which hold what should be true as assertions: run.sh PYTHON [PACKAGES] [--accept]. PACKAGES: the folder that holds
# `chokepoint`, if it is not installed. --accept keeps what they show.
set -euo pipefail
python=$1 here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
[[ -z ${2:-} || $2 == --accept ]] || export PYTHONPATH=$2
for module in nbconvert ipykernel matplotlib pandas xarray networkx; do
  "$python" -c "import $module" 2>/dev/null || { echo "skipped: no $module for $python (./setup.sh --tests)"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PYDEVD_DISABLE_FILE_VALIDATION=1 JUPYTER_DATA_DIR=$work/jupyter JUPYTER_RUNTIME_DIR=$work/runtime IPYTHONDIR=$work/ipython MPLBACKEND=module://matplotlib_inline.backend_inline
# The kernel is this Python, whatever kernels the machine has.
mkdir -p "$work/jupyter/kernels/python3"
printf '{"argv": ["%s", "-m", "ipykernel_launcher", "-f", "{connection_file}"], "display_name": "Python 3", "language": "python"}\n' \
  "$(command -v "$python")" >"$work/jupyter/kernels/python3/kernel.json"
for notebook in "$here"/*.ipynb; do
  (cd "$here" && "$python" -m nbconvert --to notebook --execute --log-level WARN --ExecutePreprocessor.timeout=600 \
    --ExecutePreprocessor.record_timing=False --output-dir "$work/done" "$notebook")
done
if [[ ${*: -1} == --accept ]]; then cp "$work"/done/*.ipynb "$here/"; fi
echo "$(find "$work/done" -name '*.ipynb' | wc -l) notebooks executed"
