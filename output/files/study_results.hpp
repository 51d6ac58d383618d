// The results of a batch study in files: whatever ran it, and in whatever order, they are the same.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "analysis/sweep/pending_runs.hpp"
#include "analysis/sweep/plan.hpp"
#include "engine/base/file.hpp"

namespace chokepoint::output {

/// What collecting found.
struct Collected {
  std::size_t runs = 0, ok = 0, failed = 0, missing = 0, excluded = 0;
  std::vector<std::uint64_t> first_missing;  ///< a few of them
  std::vector<std::string>
      warnings;        ///< what a person should know of: logs of unlike machines, bytes that are no record
  std::string digest;  ///< of keys, ends and results of all runs, in the order of the plan
  std::vector<std::string> files;
};

/// Writes runs.csv, failures.csv, provenance.json and, if the study keeps series, series.nc into a folder; each file is
/// there whole or not at all, so that several may collect at once. Throws OutputError; two records of one run that
/// differ throw std::runtime_error: the run is no function of what it is made of.
[[nodiscard]] Collected collect_sweep(const Plan& plan, const RunIndex& run_index, const std::filesystem::path& folder,
                                      const WalkProgress& progress = {});

}  // namespace chokepoint::output
