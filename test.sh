#!/usr/bin/env bash
# Installs what is missing, builds everything with all warnings as errors, and runs all tests.
# Arguments go to ctest: `./test.sh -L unit` runs one kind. `CHOKEPOINT_ACCEPT=1 ./test.sh` accepts new golden results.
# `./test.sh --nightly` runs the tests that draw other numbers every time, the fuzzer and the playground in a browser, instead; CHOKEPOINT_SEED=N repeats one such run.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"

if command -v dpkg-query >/dev/null; then ./setup.sh --tests --quiet; fi
jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)

preset=dev
if [[ ${1:-} == --nightly ]]; then preset=nightly; shift; fi

cmake --preset dev
cmake --build --preset dev --parallel "$jobs"
ctest --preset "$preset" --parallel "$jobs" --output-on-failure "$@"
