#!/usr/bin/env bash
# Tables, series and network through R: read_back_r.sh FOLDER
set -euo pipefail
command -v Rscript >/dev/null || { echo "skipped: no R"; exit 77; }
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
cd "$1"
exec Rscript --vanilla "$here/read_back.R"
