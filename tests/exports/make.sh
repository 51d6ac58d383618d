#!/usr/bin/env bash
# Writes every kind of export with few and short runs: make.sh PROGRAM FOLDER
set -euo pipefail
simulate=$1 out=$2
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
cd "$out"
cp "$here"/{surprise,family}.yaml .
sed "s/SURPRISE/surprise.yaml/" "$here/study.yaml" >study.yaml

"$simulate" surprise.yaml --runs 24 --members --out run --quiet
"$simulate" surprise.yaml --runs 24 --members --out given --quiet --given "fired(strike)"
"$simulate" surprise.yaml --runs 4 --until 2018-12 --members --metrics compute_share,lab_eci --out named --quiet --no-compare
"$simulate" compare no_ban surprise.yaml --until 2019-12 --runs 24 --seed 3 --out compared --quiet
"$simulate" family.yaml --runs 2 --out family --quiet
"$simulate" sweep run study.yaml --out study --quiet
"$simulate" sweep collect study >/dev/null
"$simulate" sweep analyse study >/dev/null
"$simulate" sweep status study --json >status.json
"$simulate" graph baseline --at 2019-12 >graph.txt
for format in json graphml dot; do "$simulate" graph baseline --at 2019-12 --format $format >graph.$format; done
"$simulate" graph baseline --at 2017-12,2018-12 --format csv >graph.csv
for kind in metrics parameters events scenarios policies nations regions world; do "$simulate" list $kind --json >list_$kind.json; done
"$simulate" timeline surprise.yaml --json >timeline.json
"$simulate" explain surprise.yaml controls.enforcement --json >explain.json
"$simulate" diff no_ban surprise.yaml --json >diff.json
"$simulate" why chip_ban no_ban --runs 2 --at 2019-12 --json >why.json
"$simulate" fit --runs 2 --json >fit.json
"$simulate" forecast --as-of 2025-12-31 --runs 20 -o forecast.csv
