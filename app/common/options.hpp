// What a person types of runs, whatever the command, and how one stops the program.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"

namespace chokepoint::output {
struct ResultRecord;
}

namespace chokepoint::app {

/// Set by Ctrl-C.
extern std::atomic<bool> interrupted;

/// A person stopped the program: exit code 130.
struct Interrupted {};

struct RunOptions {
  std::string scenario;
  std::size_t runs = 64;
  std::uint64_t seed = 1;
  std::string until, out, data;
  std::string given;       ///< only runs in which this holds are reported; empty: all
  std::string parameters;  ///< `point`, `prior`, `posterior`, or a file of parameter sets; empty: posterior where the
                           ///< data hold one, else point
  int threads = 0;
  bool json = false, quiet = false, hash = false, members = false, no_compare = false, force = false;
  std::vector<std::string> set, policies, metrics;
  std::string command;                                  ///< as typed, for the record
  std::vector<std::string> typed;                       ///< names of the options that were typed, without dashes
  std::shared_ptr<const output::ResultRecord> repeats;  ///< the record of an earlier run that is run again
  bool as_recorded = false;                             ///< nothing was typed that makes it another run
};

}  // namespace chokepoint::app
