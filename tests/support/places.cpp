// The one file that is compiled with the paths of this build.
#include "tests/support/places.hpp"

namespace chokepoint::test {

std::filesystem::path source_folder() { return CHOKEPOINT_SOURCE_DIR; }
std::string simulate_binary() { return SIMULATE_BINARY; }
std::string python() { return CHOKEPOINT_PYTHON; }

}  // namespace chokepoint::test
