#!/usr/bin/env bash
# The engine as WebAssembly gives the same bits as the program: tests/web/run.sh SIMULATE. Builds it first; skipped without Emscripten.
set -euo pipefail
simulate=$(readlink -f -- "$1")
root=$(readlink -f -- "$(dirname -- "${BASH_SOURCE[0]}")/../..")
source "$root/tests/web/needs.sh"
build_engine "$root"
ENGINE=$root/build/web SIMULATE=$simulate ROOT=$root node --test "$root"/tests/web/hashes.test.mjs
