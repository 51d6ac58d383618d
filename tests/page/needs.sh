# What the tests of the page share: the page built with its packages, or the test skipped (77) where that can't be. Sourced, not run.

# build_page SOURCE FOLDER: FOLDER then holds template.html and node_modules.
build_page() {
  local status=0
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "page: Node and npm are missing (./setup.sh --tests)" >&2
    exit 77
  fi
  "$1/build.sh" "$1" "$2" || status=$?
  if ((status == 3)); then exit 77; fi
  return "$status"
}
