#!/usr/bin/env bash
# Tests the report page in a browser: tests/page/run.sh BUILD. Once with made-up data, once with a real comparison by BUILD/simulate.
set -euo pipefail
build=$(readlink -f -- "$1")
root=$(readlink -f -- "$(dirname -- "${BASH_SOURCE[0]}")/../..")
source "$root/tests/page/needs.sh"
if [[ -z ${CHROMIUM:-} ]] && ! CHROMIUM=$(command -v chromium); then
  echo "page: Chromium is missing (./setup.sh --tests)" >&2
  exit 77
fi
export CHROMIUM
page=$root/output/report
build_page "$page" "$build/report"

cd -- "$build/report"
rm -rf tests fixture real && mkdir -p dist
cp -R "$page"/{tests,fixture,fixture.mjs,fill.mjs} .
cp "$page/template.html" dist/template.html  # what people get
"$build/simulate" compare baseline no_ban chip_ban strict_enforcement open_source_release import_ban --runs 4 --attribute --quiet --out real
"$build/simulate" chip_ban --runs 2 --until 2027 --no-compare --quiet --out real/alone
"$build/simulate" "$root/tests/page/nothing.yaml" --runs 40 --quiet --out real/nothing  # sets enough to find parameters by chance
for step in "run $root/tests/page/study.yaml --out real/study" "collect real/study" "analyse real/study"; do
  # shellcheck disable=SC2086  # words of a command
  "$build/simulate" sweep $step >/dev/null
done
"$build/simulate" validate --runs 8 --out real/hindcasts >/dev/null
export CHOKEPOINT_HINDCASTS=$PWD/real/hindcasts/report.html
export CHOKEPOINT_STUDY=$PWD/real/study/results/report.html CHOKEPOINT_NOTHING=$PWD/real/nothing/report.json CHOKEPOINT_PAGES=$PWD/real/report.html:$PWD/real/alone/report.html
node --test --test-concurrency=1 tests/{functions,page,alone,real,study,hindcasts}.test.mjs
