#!/usr/bin/env bash
# The site by its one command: pages, the playground, and nothing that loads from elsewhere. tests/web/site.sh SIMULATE
set -euo pipefail
simulate=$(readlink -f -- "$1")
root=$(readlink -f -- "$(dirname -- "${BASH_SOURCE[0]}")/../..")
source "$root/tests/web/needs.sh"
command -v mkdocs >/dev/null || { echo "site: mkdocs is missing (./setup.sh --site)" >&2; exit 77; }
build_engine "$root"
site=$(mktemp -d)
trap 'rm -rf "$site"' EXIT
"$root/packaging/site/build.sh" "$site" "$simulate"

status=0
complain() { echo "site: $*" >&2; status=1; }
pages=$(find "$root/docs" -name '*.md' | wc -l)
made=$(find "$site" -name '*.html' ! -name 404.html ! -path "$site/playground.html" | wc -l)
((made >= pages)) || complain "$made pages of $pages documents"
(($(stat -c %s "$site/playground.html") > 1000000)) || complain "there is no playground"
for page in $(find "$site" -name "*.html" ! -path "$site/playground.html"); do
  if grep -oE '<(link|script|img|iframe)[^>]*(src|href)="(https?:)?//[^"]*"' "$page"; then complain "$page loads from elsewhere"; fi
done
if grep -rnE '@import|url\(["'\'']?(https?:)?//' "$site" --include='*.css'; then complain "a style loads from elsewhere"; fi
grep -q 'href="playground.html"' "$site/index.html" || complain "the playground is not linked"
exit "$status"
