# What the tests of the playground share: the engine for browsers built, or the test skipped (77) where that can't be. Sourced, not run.

# build_engine ROOT: ROOT/build/web then holds engine.js and engine.wasm.
build_engine() {
  local tool log
  for tool in em++ node; do
    if ! command -v "$tool" >/dev/null; then
      echo "web: $tool is missing (./setup.sh --web)" >&2
      exit 77
    fi
  done
  log=$1/build/web.log
  mkdir -p "$1/build"
  if ! (cd -- "$1" && cmake --preset web && cmake --build --preset web) >"$log" 2>&1; then
    if grep -q "download.*failed\|Could not resolve" "$log"; then
      echo "web: the source of yaml-cpp can't be fetched" >&2
      exit 77
    fi
    tail -n 40 "$log" >&2
    exit 1
  fi
}
