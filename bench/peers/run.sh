#!/usr/bin/env bash
# Builds the peers of the neutral step and times them in turns: bench/peers/run.sh [--json] [--only NAME,...] [AGENTS...]
# What the numbering of agents is worth, on the bare kernel: bench/peers/run.sh --numbering [AGENTS [REPEAT]]
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."

python=/usr/bin/python3  # Debian's, which sees the packages of apt
if ! "$python" -c 'import numpy' 2>/dev/null; then
  echo "run.sh: numpy is missing: ./setup.sh --tests" >&2
  exit 1
fi

built=build/peers
mkdir -p "$built"
# What these peers' users would write: everything the compiler can do for this machine that does not change results.
flags=(-std=c++20 -fopenmp-simd -O3 -march=native -mprefer-vector-width=512 -fno-math-errno -fno-trapping-math -ffp-contract=off -DNDEBUG -I.)
for peer in bgl_step kernel_step numbering; do
  if [[ ! -x $built/$peer || -n $(find bench/peers bench/neutral/network.hpp engine/base/elementary.hpp -newer "$built/$peer" -name '*.[ch]pp' -print -quit) ]]; then
    "${CXX:-g++}" "${flags[@]}" "bench/peers/$peer.cpp" -o "$built/$peer"
  fi
done
if [[ ${1:-} == --numbering ]]; then exec "$built/numbering" "${@:2}"; fi
cmake --preset release >/dev/null  # the engine, as everybody builds it
cmake --build --preset release --target engine_step >/dev/null
cp build/release/engine_step "$built/"

exec "$python" bench/peers/run.py --built "$built" "$@"
