#!/usr/bin/env bash
# Results do not depend on the processor: the same bits at every width of vectors, and with a C library that is told the
# processor has no fused multiply-add. usage: machines.sh PROBE SIMULATE
set -euo pipefail
probe=$1 simulate=$2
old=(env GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-FMA_Usable,-AVX2_Usable)  # names before and after glibc 2.33
failed=0

expect() {  # WHAT FIRST SECOND
  if [[ $2 == "$3" ]]; then echo "$1: $2"; else echo "$1: $2, but $3"; failed=1; fi
}

first=$("$probe" hash one)
for width in one baseline avx2 avx512; do
  for machine in "" old; do
    command=("$probe" hash "$width")
    if [[ $machine == old ]]; then command=("${old[@]}" "${command[@]}"); fi
    code=0
    second=$("${command[@]}") || code=$?
    if ((code == 77)); then echo "$width: not on this processor"; continue; fi
    expect "$width $machine" "$first" "$second"
  done
done

run=("$simulate" chip_ban --no-compare --runs 2 --threads 1 --hash)
expect "a run" "$("${run[@]}")" "$("${old[@]}" "${run[@]}")"
exit $failed
