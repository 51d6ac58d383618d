// The program `simulate`, whoever starts it.
#pragma once

namespace chokepoint::app {

/// Does what a command line asks and gives the exit code: 0 done, 1 not written, 2 the input is wrong, 130 stopped.
[[nodiscard]] int simulate(int argc, char** argv);

}  // namespace chokepoint::app
