#!/usr/bin/env bash
# Builds what a release consists of: a Debian package and its checksum. release.sh FOLDER
set -euo pipefail
root=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
if (($# != 1)); then
  echo "usage: packaging/release.sh FOLDER" >&2
  exit 2
fi
mkdir -p -- "$1"
folder=$(readlink -f -- "$1")

cd -- "$root"
./setup.sh --package --quiet

cmake --preset release
cmake --build --preset release
cpack -G DEB --config build/release/CPackConfig.cmake -B "$folder"
rm -rf -- "$folder/_CPack_Packages"
cd -- "$folder"
sha256sum -- *.deb >SHA256SUMS
cat SHA256SUMS
