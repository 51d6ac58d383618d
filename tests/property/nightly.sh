#!/usr/bin/env bash
# Runs the program of property tests from a seed of its own: CHOKEPOINT_SEED, or one that is drawn. A failure tells how to repeat it.
set -uo pipefail
program=$1
shift
seed=${CHOKEPOINT_SEED:-$(od --address-radix=n --format=u4 --read-bytes=4 /dev/urandom | tr -d ' ')}
if ! [[ $seed =~ ^[0-9]+$ ]]; then
  echo "CHOKEPOINT_SEED should be a whole number, found '$seed'" >&2
  exit 2
fi
RC_PARAMS="seed=$seed${CHOKEPOINT_CASES:+ max_success=$CHOKEPOINT_CASES}" "$program" --order decl "$@"
status=$?
if ((status == 0)); then echo "seed $seed: every property holds"; else echo "seed $seed: repeat with CHOKEPOINT_SEED=$seed ./test.sh --nightly"; fi
exit "$status"
