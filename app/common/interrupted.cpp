// Whether a person asked the program to stop: told by signals, read by whoever runs many runs.
#include "app/common/options.hpp"

namespace chokepoint::app {

std::atomic<bool> interrupted = false;

}  // namespace chokepoint::app
