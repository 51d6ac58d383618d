#!/usr/bin/env bash
# The nightly run hands on the seed it was given, draws another each time otherwise, and tells it when a test fails.
set -euo pipefail
nightly=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "nightly: $1" >&2; exit 1; }

printf '#!/bin/sh\necho "told $RC_PARAMS $*"\n' >"$work/holds"
printf '#!/bin/sh\nexit 3\n' >"$work/breaks"
chmod +x "$work/holds" "$work/breaks"

said=$(CHOKEPOINT_SEED=5 "$nightly" "$work/holds")
grep -qx 'told seed=5 --order decl' <<<"$said" || fail "the seed is not handed on"
said=$(CHOKEPOINT_SEED=5 CHOKEPOINT_CASES=7 "$nightly" "$work/holds")
grep -q 'seed=5 max_success=7' <<<"$said" || fail "the number of cases is not handed on"
unset CHOKEPOINT_SEED
[[ $("$nightly" "$work/holds") != $("$nightly" "$work/holds") ]] || fail "the same seed was drawn twice"
status=0
said=$(CHOKEPOINT_SEED=11 "$nightly" "$work/breaks") || status=$?
[[ $status == 3 ]] || fail "a failure came out as $status"
grep -q 'CHOKEPOINT_SEED=11 ./test.sh --nightly' <<<"$said" || fail "a failure does not tell its seed"
status=0
CHOKEPOINT_SEED=soon "$nightly" "$work/holds" 2>"$work/err" || status=$?
[[ $status == 2 ]] && grep -q "found 'soon'" "$work/err" || fail "a seed that is none was taken"
