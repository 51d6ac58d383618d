#!/bin/sh
# Builds the page in a folder of its own: build.sh SOURCE FOLDER. Without a network or with too old a Node nothing is built, and the rest of
# the project goes on without the page.
set -u
source=$1 folder=$2
mkdir -p "$folder" && cd "$folder" || exit 1
rm -rf src dist
for part in package.json package-lock.json tsconfig.json vite.config.ts one_file.ts index.html src; do cp -R "$source/$part" . || exit 1; done
if { cmp -s package-lock.json node_modules/.of-lock || { npm ci --no-audit --no-fund && cp package-lock.json node_modules/.of-lock; }; } >build.log 2>&1 &&
  npx vite build >>build.log 2>&1; then
  mv dist/template.html template.html
else
  rm -f template.html
  echo "warning: the report page was not built (see $folder/build.log); simulate works without it" >&2
fi
