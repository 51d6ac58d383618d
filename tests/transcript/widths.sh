#!/usr/bin/env bash
# No line of an answer is wider than the screen, at 80, 100 and 120 columns; nor of help and lists (not of timelines, explanations and `validate`): tests/transcript/widths.sh SIMULATE.
set -euo pipefail
simulate=$(readlink -f -- "$1")
root=$(readlink -f -- "$(dirname -- "${BASH_SOURCE[0]}")/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd -- "$work"

status=0
# fits NAME WORDS...: what the command prints fits at each width.
fits() {
  local name=$1 width longest
  shift
  for width in 80 100 120; do
    COLUMNS=$width "$simulate" "$@" >"$name.txt" 2>/dev/null
    [[ -s $name.txt ]] || { echo "$name: nothing is printed" >&2; status=1; }
    longest=$(LC_ALL=C.UTF-8 wc -L <"$name.txt")
    if ((longest > width)); then
      echo "$name: a line of $longest at $width columns" >&2
      status=1
    fi
  done
}

six=(baseline no_ban chip_ban strict_enforcement open_source_release import_ban)
fits run chip_ban --runs 4 --force --out run
fits full chip_ban --runs 4 --full --force --out run
fits compare compare "${six[@]}" --runs 4 --force --out six
fits tables compare "${six[@]}" --runs 4 --full --force --out six
fits hypotheses hypotheses --runs 4
fits benchmarks benchmarks --runs 4
fits why why no_ban chip_ban --runs 4
fits diff diff no_ban chip_ban
for kind in metrics parameters events scenarios policies priors nations regions world; do fits "list_$kind" list "$kind"; done
for word in run compare report playground list fit patterns benchmarks calibrate hypotheses validate forecast check explain timeline \
  diff new schema docs graph why completion sweep moved help; do
  if [[ $word == run ]]; then fits help help; else fits "help_$word" "$word" --help; fi
done
"$simulate" sweep run "$root/tests/page/study.yaml" --out study >/dev/null
"$simulate" sweep collect study >/dev/null
fits study sweep analyse study
exit "$status"
