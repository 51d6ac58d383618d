// What a person types of runs, whatever the command, and how one stops the program.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/runs/interrupted.hpp"
#include "engine/base/error.hpp"
#include "engine/base/file.hpp"

namespace chokepoint::app {

/// Set by Ctrl-C.
extern std::atomic<bool> interrupted;

/// As typed: `run_settings`, `scenario_options` and `parameter_sets` make of it what runs are made with.
struct RunOptions {
  std::string scenario;
  std::size_t runs = 64;
  std::uint64_t seed = 1;
  std::string until, out, data;
  std::string format;      ///< `iamc`: the result also in that format; empty: only as always
  std::string given;       ///< only runs in which this holds are reported; empty: all
  std::string parameters;  ///< `point`, `prior`, `posterior`, or a file of parameter sets; empty: posterior where the
                           ///< data hold one, else point
  int threads = 0;
  bool json = false, quiet = false, hash = false, members = false, no_compare = false, force = false,
       full = false,       ///< all tables, not the answer alone
      playground = false;  ///< a page beside the report in which its rules can be changed
  std::vector<std::string> set, policies, metrics;
};

}  // namespace chokepoint::app
