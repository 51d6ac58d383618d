#!/bin/sh
# Builds the pages in a folder of its own: build.sh SOURCE FOLDER makes FOLDER/template.html and FOLDER/playground_template.html. The same
# sources give the same bytes.
# Ends with 3 if the packages could not be fetched (no network), with 1 if anything else went wrong.
set -eu
source=$1 folder=$2
mkdir -p "$folder"
cd "$folder"
rm -rf src dist template.html playground_template.html
for part in package.json package-lock.json tsconfig.json vite.config.ts vite.playground.config.ts one_file.ts index.html playground.html src; do cp -R "$source/$part" .; done

give_up() {
  tail -n 20 build.log >&2
  echo "the report page was not built: $2 (the whole log is in $folder/build.log)" >&2
  exit "$1"
}

: >build.log
if ! cmp -s package-lock.json node_modules/.of-lock; then
  rm -rf node_modules
  if ! npm ci --no-audit --no-fund >>build.log 2>&1; then
    if npm ping >/dev/null 2>&1; then give_up 1 "npm ci failed"; else give_up 3 "the npm registry can't be reached"; fi
  fi
  cp package-lock.json node_modules/.of-lock
fi
npx tsc --noEmit >>build.log 2>&1 || give_up 1 "its types do not fit"
npx vite build >>build.log 2>&1 || give_up 1 "vite failed"
npx vite build --config vite.playground.config.ts >>build.log 2>&1 || give_up 1 "vite failed on the playground"
mv dist/template.html dist/playground_template.html .
