// The run_index: what all logs of a folder together say of each run.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/batch/run_log.hpp"

namespace chokepoint {

struct ContentKeyHash {
  std::size_t operator()(const ContentKey& key) const { return key.low; }
};

/// One log, in brief.
struct LogSummary {
  std::string name, header;
  std::size_t ok = 0, failed = 0, stopped = 0;
  std::uint64_t first = 0, last = 0;  ///< when runs ended, milliseconds since 1970
  double seconds = 0;                 ///< in runs
  std::uint64_t skipped = 0;          ///< bytes that belong to no record
};

/// What is known of a run: the record that counts, and where it stands.
struct RunIndexEntry {
  RunStatus status = RunStatus::stopped;
  bool ended = false;     ///< some record says how it ended
  std::int16_t open = 0;  ///< starts without an end
  std::int16_t attempts = 0;
  std::uint32_t log = 0;
  std::uint64_t offset = 0;
};

/// A run that went well counts for good; else its latest failure. Two records of one run that went well must agree bit
/// for bit, which `collect` checks.
class RunIndex {
 public:
  /// Reads the `.log` files of a folder, in order of their names. No folder: nothing.
  explicit RunIndex(const std::filesystem::path& folder);

  [[nodiscard]] const RunIndexEntry* find(const ContentKey& key) const;
  [[nodiscard]] const std::vector<LogSummary>& logs() const { return logs_; }
  [[nodiscard]] const std::unordered_map<ContentKey, RunIndexEntry, ContentKeyHash>& entries() const {
    return entries_;
  }
  [[nodiscard]] std::filesystem::path file(const RunIndexEntry& entry) const { return folder_ / logs_[entry.log].name; }
  /// Places of further records of runs that went well: their values should be the same.
  struct Repeat {
    ContentKey key;
    std::uint32_t log;
    std::uint64_t offset;
  };
  [[nodiscard]] const std::vector<Repeat>& repeats() const { return repeats_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  void read(const std::filesystem::path& file);
  std::filesystem::path folder_;
  std::vector<LogSummary> logs_;
  std::unordered_map<ContentKey, RunIndexEntry, ContentKeyHash> entries_;
  std::vector<Repeat> repeats_;
};

/// Reads the records of a plan's runs, one after the other and in little memory.
class RecordReader {
 public:
  explicit RecordReader(const RunIndex& run_index) : run_index_(run_index), readers_(run_index.logs().size()) {}
  /// The record that an entry of the run_index stands for.
  [[nodiscard]] RunRecord read(const RunIndexEntry& entry) { return read(entry.log, entry.offset); }
  [[nodiscard]] RunRecord read(std::uint32_t log, std::uint64_t offset);

 private:
  const RunIndex& run_index_;
  std::vector<std::unique_ptr<LogReader>> readers_;
};

}  // namespace chokepoint
