// The one file that is compiled with the paths of this build.
#include "tests/support/places.hpp"

#include <stdexcept>

namespace chokepoint::test {

std::filesystem::path source_folder() { return CHOKEPOINT_SOURCE_DIR; }
std::string simulate_binary() { return SIMULATE_BINARY; }
std::string python() {
  const std::string found = CHOKEPOINT_PYTHON;
  if (!found.starts_with('/'))
    throw std::runtime_error(
        "no Python 3 with jsonschema and yaml was found: ./setup.sh --tests installs them; then configure anew");
  return found;
}

}  // namespace chokepoint::test
