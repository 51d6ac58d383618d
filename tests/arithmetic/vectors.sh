#!/usr/bin/env bash
# Loops over the elementary functions are vectors: with four doubles at once, a number costs less than half the
# instructions of a scalar call, by valgrind's count. usage: vectors.sh PROBE
set -euo pipefail
probe=$1
if ! command -v valgrind >/dev/null; then echo "vectors: no valgrind"; exit 77; fi
if [[ $(uname -m) != x86_64 ]] || ! "$probe" count exp avx2 1; then echo "vectors: no AVX2"; exit 77; fi

count() {  # FUNCTION WIDTH N: instructions of the whole program
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$probe" count "$@" 2>&1 | sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

# Of two lengths the difference counts, without the start of the program; making the numbers costs the same alone or not.
few=4096 many=20480 failed=0
for function in exp exp2 exp10 expm1 log log1p log2 log10 logistic pow; do
  declare -A each=()
  for width in one avx2; do
    a=$(count "$function" "$width" $few) b=$(count "$function" "$width" $many)
    each[$width]=$(((b - a) * 10 / (many - few)))
  done
  echo "$function: $((each[one] / 10)).$((each[one] % 10)) instructions alone, $((each[avx2] / 10)).$((each[avx2] % 10)) with AVX2"
  if ((each[avx2] * 2 > each[one])); then echo "vectors: $function is no longer vectorised"; failed=1; fi
done
exit $failed
