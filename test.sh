#!/usr/bin/env bash
# Installs what is missing, builds everything with all warnings as errors, and runs all tests.
# Arguments go to ctest: `./test.sh -L unit` runs one kind. `CHOKEPOINT_ACCEPT=1 ./test.sh` accepts new golden results.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"

if command -v dpkg-query >/dev/null; then ./setup.sh --tests --quiet; fi
jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)

cmake --preset dev
cmake --build --preset dev --parallel "$jobs"
ctest --preset dev --parallel "$jobs" --output-on-failure "$@"
