// Logs of runs: one file a worker, only ever added to, each record with its length and checksum.
//
// A record that was torn by a crash or a full disk is skipped, and what was skipped is counted: those after it are
// still found. Nothing is ever changed in place, so any number of programs may read while one writes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/base/content.hpp"

namespace chokepoint {

/// How a run ended. `stopped`: not of its own doing, to be run again. `lost`: the program that ran it ended with it,
/// again and again.
enum class RunStatus : std::uint8_t { ok, failed, crashed, timeout, memory, lost, stopped };
[[nodiscard]] const std::vector<std::string>& run_status_names();

/// One run that has ended.
struct RunRecord {
  ContentKey key;
  std::uint64_t index = 0;  ///< in the plan at the time
  RunStatus status = RunStatus::ok;
  double seconds = 0;
  std::uint64_t kilobytes = 0;  ///< most memory that the worker has ever had in use
  std::uint64_t ended = 0;      ///< milliseconds since 1970
  std::string reason;           ///< of a failure
  std::vector<double> outputs;
  std::vector<float> series;  ///< series after series
};

/// A log could not be written: no space, no permission.
class LogError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Writes a log. Each call is one write to the file: a record is there whole, or torn and known to be.
class LogWriter {
 public:
  /// Makes the file, or goes on with it. Throws LogError.
  LogWriter(const std::filesystem::path& file, const std::string& header);
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;
  /// A run begins. Throws LogError, as `end` does. If the end of the run that began last cannot be written, its
  /// beginning is taken back: a full disk is no fault of the run.
  void start(const ContentKey& key, std::uint64_t index);
  void end(const RunRecord& record);
  /// Asks the system to keep what was written even if the machine fails.
  void sync();

 private:
  void put(char kind, const std::string& body);
  std::string name_;
  int file_;
  std::int64_t began_at_ = -1;  ///< where the last start stands, until its end does
};

/// Reads a log from its beginning, record by record, in little memory.
class LogReader {
 public:
  enum class Kind { header, start, end, nothing };
  /// A file that cannot be read has no records.
  explicit LogReader(const std::filesystem::path& file, std::uint64_t offset = 0);
  ~LogReader();
  LogReader(const LogReader&) = delete;
  LogReader& operator=(const LogReader&) = delete;

  /// Goes to a place where a record begins.
  void seek(std::uint64_t offset);
  /// The next good record, or `nothing` at the end.
  Kind next();
  /// Of the record just read: where it begins; text of a header; key and index of a start or an end.
  [[nodiscard]] std::uint64_t offset() const { return at_; }
  [[nodiscard]] const std::string& header() const { return body_; }
  [[nodiscard]] ContentKey key() const;
  [[nodiscard]] std::uint64_t index() const;
  /// Of an end, without the values.
  [[nodiscard]] RunStatus status() const;
  [[nodiscard]] double seconds() const;
  [[nodiscard]] std::uint64_t ended() const;
  /// Of an end, whole.
  [[nodiscard]] RunRecord record() const;
  /// Bytes that belong to no good record. A record under way at the very end counts too.
  [[nodiscard]] std::uint64_t skipped() const { return skipped_; }

 private:
  bool fill(std::size_t bytes);
  int file_;
  std::uint64_t at_ = 0, next_, skipped_ = 0;  ///< offsets in the file
  std::string buffer_, body_;
  std::size_t used_ = 0;  ///< of the buffer
};

/// Milliseconds since 1970.
[[nodiscard]] std::uint64_t now_milliseconds();

}  // namespace chokepoint
