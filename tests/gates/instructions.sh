#!/usr/bin/env bash
# Counts the instructions of fixed workloads (callgrind) and compares them with tests/gates/instructions.csv.
#
#   instructions.sh PROGRAM        PROGRAM: gates_workloads of the dev build, which is what CI builds
#   CHOKEPOINT_ACCEPT=1 ...        writes the counts of today as those to keep
#
# More than 3 % above the count that was accepted fails. Counts belong to a compiler; another one, or a machine without
# valgrind, skips (77). Set-up is not counted: only what happens inside `gate`.
set -euo pipefail

program=$1
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
accepted=$here/instructions.csv
tolerance=3

command -v valgrind >/dev/null || { echo "gates: valgrind is missing: ./setup.sh --tests"; exit 77; }
compiler=$("$program" --compiler)
accept=${CHOKEPOINT_ACCEPT:-}
if [[ -z $accept ]] && ! grep -q ",$compiler," "$accepted" 2>/dev/null; then
  echo "gates: no counts for $compiler; CHOKEPOINT_ACCEPT=1 writes them"
  exit 77
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mapfile -t workloads < <("$program" --list)
count() {
  valgrind --tool=callgrind --toggle-collect=gate --callgrind-out-file="$scratch/$1.out" "$program" "$1" >"$scratch/$1.log" 2>&1 || { cat "$scratch/$1.log" >&2; return 1; }
  sed -n 's/^==[0-9]*== Collected : //p' "$scratch/$1.log" >"$scratch/$1.count"
}
jobs=()
for workload in "${workloads[@]}"; do count "$workload" & jobs+=($!); done
for job in "${jobs[@]}"; do wait "$job"; done

if [[ -n $accept ]]; then
  {
    echo "workload,compiler,instructions"
    { grep -v -e ^workload -e ",$compiler," "$accepted" 2>/dev/null || true
      for workload in "${workloads[@]}"; do echo "$workload,$compiler,$(<"$scratch/$workload.count")"; done; } | sort
  } >"$scratch/new.csv"
  cp "$scratch/new.csv" "$accepted"
  echo "gates: accepted"
fi

failed=0
for workload in "${workloads[@]}"; do
  now=$(<"$scratch/$workload.count")
  before=$(awk -F, -v w="$workload" -v c="$compiler" '$1 == w && $2 == c { print $3 }' "$accepted")
  if [[ -z $now || $now -lt 1000000 ]]; then
    echo "FAIL $workload: only '${now:-no}' instructions were counted"
    failed=1
  elif [[ -z $before ]]; then
    echo "FAIL $workload: $now instructions, none accepted yet (CHOKEPOINT_ACCEPT=1)"
    failed=1
  else
    change=$(awk -v a="$now" -v b="$before" 'BEGIN { printf "%+.2f", 100 * (a / b - 1) }')
    if ((now * 100 > before * (100 + tolerance))); then
      echo "FAIL $workload: $now instructions, $change % against $before"
      failed=1
    else
      note=""
      if ((now * 100 < before * (100 - tolerance))); then note=" (CHOKEPOINT_ACCEPT=1 keeps the gain)"; fi
      echo "ok   $workload: $now instructions, $change %$note"
    fi
  fi
done
exit $failed
