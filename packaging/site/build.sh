#!/usr/bin/env bash
# The site, ready for any static host: the documentation and the playground. packaging/site/build.sh FOLDER [SIMULATE]
set -euo pipefail
root=$(readlink -f -- "$(dirname -- "${BASH_SOURCE[0]}")/../..")
folder=$(readlink -m -- "${1:?usage: packaging/site/build.sh FOLDER [SIMULATE]}")
simulate=${2:-$root/simulate}
command -v mkdocs >/dev/null || { echo "site: mkdocs is missing (./setup.sh --site)" >&2; exit 1; }
playground=$(mktemp)
trap 'rm -f "$playground"' EXIT
"$simulate" playground -o "$playground" >/dev/null  # says how to build the engine if it isn't there
mkdocs build --quiet --config-file "$root/packaging/site/mkdocs.yml" --site-dir "$folder"
install -m 644 "$playground" "$folder/playground.html"
rm -f "$folder/sitemap.xml.gz" "$folder/sitemap.xml"  # the address is the host's
echo "$folder/index.html"
