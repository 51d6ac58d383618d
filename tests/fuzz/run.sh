#!/usr/bin/env bash
# Builds the fuzzer of the scenario loader with clang and runs it: tests/fuzz/run.sh [SECONDS] [more libFuzzer options]
# Starts from the corpus in tests/fuzz/corpus and from all shipped scenarios; what it finds goes to build/fuzz/found.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."
seconds=${1:-60}
shift || true
if ! command -v clang++-19 >/dev/null; then
  echo "fuzz: clang++-19 is missing (./setup.sh --tests)" >&2
  exit 77
fi
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --parallel "$(nproc)" --target loader_fuzz | tail -n 1
mkdir -p build/fuzz/found build/fuzz/seeds
cp scenarios/*.yaml scenarios/policies/*.yaml build/fuzz/seeds/ 2>/dev/null || true
cd build/fuzz
exec ./tests/fuzz/loader_fuzz -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
  -dict=../../tests/fuzz/scenario.dict "$@" found ../../tests/fuzz/corpus seeds
