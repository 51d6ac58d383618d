#!/usr/bin/env bash
# Installs what building and testing chokepoint needs, and only what is missing. Debian 12 and Ubuntu 24.04.
set -euo pipefail

needed=(cmake ninja-build g++ libboost-dev libtbb-dev libyaml-cpp-dev libcli11-dev libfmt-dev
        nlohmann-json3-dev librandom123-dev libnetcdf-dev pkg-config git)
for_tests=(catch2 librapidcheck-dev clang-tidy clang-format-14 valgrind python3 python3-jsonschema python3-numpy python3-yaml
           clang-19 libclang-rt-19-dev chromium)
for_tests+=(python3-pandas python3-xarray python3-netcdf4 python3-networkx python3-igraph cdo graphviz r-base-core r-cran-igraph
            r-cran-ncdf4)  # read back what the program writes
for_python=(python3-dev python3-venv python3-pip python3-setuptools python3-wheel pybind11-dev python3-numpy python3-pandas python3-xarray
            python3-networkx python3-netcdf4)
for_python_tests=(python3-pytest mypy python3-matplotlib jupyter-nbconvert python3-ipykernel)  # its notebooks are run and drawn
for_page=(nodejs npm)  # make the report page anew and test it; not asked of apt where they are there already, from wherever
for_web=(emscripten librange-v3-dev libfast-float-dev)  # the engine as WebAssembly: the playground
for_site=(mkdocs)  # the documentation as a site, with the playground in it
for_package=(dpkg-dev file)
for_cluster=(openmpi-bin libopenmpi-dev slurm-wlm munge iproute2)
optional=(ccache)  # makes rebuilding faster; comes along when something else is installed, never asked for alone

usage() {
  cat <<'HELP'
usage: ./setup.sh [--tests] [--python] [--web] [--site] [--cluster] [--package] [--quiet] [--help]

Installs, through apt, the compiler, tools and libraries that are missing.

  --tests   also what the checks use: Catch2, RapidCheck, clang with its fuzzer, clang-tidy, clang-format, valgrind, python3 with
            jsonschema and numpy, Node with npm, Chromium; and what people read results with: pandas, xarray, CDO, networkx, igraph, Graphviz,
            R; the Python package with what its notebooks need; and what --web installs (830 MB to fetch)
  --python  also what building and using the Python package needs: pybind11, NumPy, pandas, xarray, networkx
  --web     also what building the playground uses: Emscripten, range-v3, fast_float, Node with npm (250 MB to fetch)
  --site    also MkDocs and what --web installs: the documentation as a site with the playground in it
  --cluster also Open MPI and Slurm: studies on many machines, and their tests
  --package also what building a Debian package uses
  --quiet   say nothing if nothing is missing
  --help    this text
HELP
}

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then for_web+=("${for_page[@]}"); fi

quiet=no
for argument in "$@"; do
  case "$argument" in
    --tests) needed+=("${for_tests[@]}" "${for_web[@]}" "${for_site[@]}" "${for_python[@]}" "${for_python_tests[@]}") ;;
    --web) needed+=("${for_web[@]}") ;;
    --site) needed+=("${for_web[@]}" "${for_site[@]}") ;;
    --python) needed+=("${for_python[@]}") ;;
    --cluster) needed+=("${for_cluster[@]}") ;;
    --package) needed+=("${for_package[@]}") ;;
    --quiet) quiet=yes ;;
    --help | -h) usage; exit 0 ;;
    *) echo "setup: unknown option '$argument'" >&2; usage >&2; exit 2 ;;
  esac
done

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  cat >&2 <<'HELP'
setup: this system has no apt, so nothing can be installed for you. Please install:
  - a C++20 compiler (GCC 12 or newer, or Clang 16 or newer), CMake 3.25 or newer, Ninja, git, pkg-config
  - Boost 1.74 or newer (headers, with Boost.Graph), oneTBB 2021 or newer, yaml-cpp 0.7 or newer, fmt 9 or newer,
    nlohmann-json 3, CLI11 2, Random123; optional: NetCDF (series of batch studies), MPI (batch studies in one job)
  - for the tests: Catch2 2.13 or 3, RapidCheck; for the checks also clang-tidy, clang-format, valgrind, python3
  - to change the report page: Node 18 or newer with npm; for its tests Chromium
  - for the site: MkDocs
  - for the playground: Emscripten 3.1.6 or newer, range-v3, fast_float, Node 18 or newer with npm
  - optional: ccache
Then build with:  cmake --preset release && cmake --build --preset release
HELP
  exit 1
fi

# Prints those of the packages given that are not installed.
missing_of() {
  local installed package
  installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' | tr '\n' ' ' || true) "
  for package in "$@"; do
    [[ $installed == *" $package "* ]] || echo "$package"
  done
}

mapfile -t missing < <(missing_of "${needed[@]}")
if ((${#missing[@]} == 0)); then
  [[ $quiet == yes ]] || echo "setup: everything needed is installed"
  exit 0
fi
mapfile -t wanted < <(missing_of "${optional[@]}")

as_root=()
if ((EUID != 0)); then
  if ! command -v sudo >/dev/null; then
    echo "setup: not root and no sudo; as root, please run:  apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt_get() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" >"$log" 2>&1 </dev/null; }
install() { apt_get install --no-install-recommends "$@"; }
has_lists() { compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; }
fail() {
  tail -n 20 "$log" >&2
  echo "setup: $1" >&2
  exit 1
}

echo "setup: installing ${missing[*]} ${wanted[*]}" >&2
updated=no
if ! has_lists; then
  apt_get update || fail "the package lists could not be fetched (apt-get update, above)"
  updated=yes
fi
if ! install "${missing[@]}" "${wanted[@]}"; then
  if [[ $updated == no ]]; then
    apt_get update || fail "the package lists could not be fetched (apt-get update, above)"
  fi
  install "${missing[@]}" "${wanted[@]}" || install "${missing[@]}" || fail "apt-get could not install them (above)"
fi
echo "setup: done" >&2
