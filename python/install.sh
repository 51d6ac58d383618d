#!/usr/bin/env bash
# Builds the package and installs it into a virtual environment, which is made if it is not there: python/install.sh [FOLDER]
#
# The environment sees what the system has (NumPy, pandas, xarray ...); nothing is fetched. What is missing comes with ./setup.sh --python.
set -euo pipefail
here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
case ${1:-} in
  --help | -h) sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
folder=${1:-$here/../build/venv}
if command -v dpkg-query >/dev/null; then "$here/../setup.sh" --python --quiet; PATH=/usr/bin:$PATH; fi
[[ -x $folder/bin/python3 ]] || python3 -m venv --system-site-packages "$folder"
"$folder/bin/python3" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --no-index --force-reinstall "$here"
"$folder/bin/python3" -c 'import chokepoint; print("chokepoint", chokepoint.__version__, "in", chokepoint.__file__)'
