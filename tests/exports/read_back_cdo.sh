#!/usr/bin/env bash
# Series of a study through CDO: read_back_cdo.sh FOLDER
set -euo pipefail
command -v cdo >/dev/null || { echo "skipped: no cdo"; exit 77; }
cd "$1"
[[ -f study/results/series.nc ]] || { echo "skipped: this build writes no NetCDF"; exit 77; }
fail() { echo "cdo: $1" >&2; exit 1; }
said=$(cdo -s sinfon study/results/series.nc 2>&1)
grep -qiE 'skipped|unsupported|warning|error' <<<"$said" && fail "$said"
names=$(cdo -s showname study/results/series.nc 2>/dev/null)
for name in eci_gap compute_share_CN compute_share_EU_rest fired_again_and_again; do
  grep -qw -- "$name" <<<"$names" || fail "no series $name among: $names"
done
[[ $(cdo -s ntime study/results/series.nc 2>/dev/null) == 12 ]] || fail "not twelve months"
cdo -s showdate study/results/series.nc 2>/dev/null | tr -s ' ' '\n' | grep -c '^2017-..-01$' | grep -qx 12 || fail "months are no dates"
# The share of runs in which the event has come about by each month never falls; it is that of the last output in the end.
cdo -s outputf,%.6f,1 -fldmean -selname,fired_again_and_again study/results/series.nc 2>/dev/null >shares
sort -g -c shares || fail "the shares fall"
python3 - <<'PYTHON' || fail "the mean of the runs is another in runs.csv"
import csv
rows = list(csv.DictReader(open("study/results/runs.csv", encoding="utf-8")))
mean = sum(float(row["fired.again-and-again@2017-12"]) for row in rows) / len(rows)
assert abs(mean - float(open("shares").read().split()[-1])) < 1e-5, mean
PYTHON
echo "cdo: ok"
