// The results of a batch study in files: whatever ran it, and in whatever order, they are the same.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/study/agenda.hpp"
#include "engine/study/plan.hpp"

namespace chokepoint::output {

/// What collecting found.
struct Collected {
  std::size_t runs = 0, ok = 0, failed = 0, missing = 0, excluded = 0;
  std::vector<std::uint64_t> first_missing;   ///< a few of them
  std::vector<std::string> warnings;          ///< what a person should know of: logs of unlike machines, bytes that are no record
  std::string digest;                         ///< of keys, ends and results of all runs, in the order of the plan
  std::vector<std::string> files;
};

/// Reads the records of a plan's runs, one after the other and in little memory.
class RecordReader {
 public:
  explicit RecordReader(const Ledger& ledger) : ledger_(ledger), readers_(ledger.logs().size()) {}
  /// The record that an entry of the ledger stands for.
  [[nodiscard]] RunRecord read(const LedgerEntry& entry) { return read(entry.log, entry.offset); }
  [[nodiscard]] RunRecord read(std::uint32_t log, std::uint64_t offset);

 private:
  const Ledger& ledger_;
  std::vector<std::unique_ptr<LogReader>> readers_;
};

/// Writes runs.csv, failures.csv, provenance.json and, if the study keeps series, series.nc into a folder; each file is there
/// whole or not at all, so that several may collect at once. Throws OutputError; two records of one run that differ throw
/// std::runtime_error: the run is no function of what it is made of.
[[nodiscard]] Collected collect_sweep(const Plan& plan, const Ledger& ledger, const std::filesystem::path& folder,
                                      const WalkProgress& progress = {});

}  // namespace chokepoint::output
