// What every program of the house does around its work: standard files, Ctrl-C, telling what went wrong.
#pragma once

#include <functional>
#include <string>

namespace chokepoint::app {

/// The command line as one could type it again, for the record; `name`: what the program is called there.
[[nodiscard]] std::string as_typed(const std::string& name, int argc, char** argv);

/// Runs a program and tells on standard error what goes wrong. The exit code: 0 done; 1 the result could not be
/// written; 2 the input is wrong; 130 stopped by Ctrl-C; else what `run` gives.
[[nodiscard]] int run_program(const std::function<int()>& run);

}  // namespace chokepoint::app
