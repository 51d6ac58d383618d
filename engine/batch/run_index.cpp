// Folding logs.
#include "engine/batch/run_index.hpp"

#include <algorithm>

namespace chokepoint {

namespace fs = std::filesystem;

RunIndex::RunIndex(const fs::path& folder) : folder_(folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".log") files.push_back(entry.path());
  std::ranges::sort(files);
  for (const fs::path& file : files) read(file);
}

void RunIndex::read(const fs::path& file) {
  const auto number = static_cast<std::uint32_t>(logs_.size());
  LogSummary& log = logs_.emplace_back();
  log.name = file.filename().string();
  LogReader reader(file);
  for (LogReader::Kind kind = reader.next(); kind != LogReader::Kind::nothing; kind = reader.next()) {
    if (kind == LogReader::Kind::header) {
      log.header = reader.header();
      continue;
    }
    RunIndexEntry& entry = entries_[reader.key()];
    if (kind == LogReader::Kind::start) {
      ++entry.open, ++entry.attempts;
      continue;
    }
    --entry.open;  // may come before its start, which then stands in another log
    const RunStatus status = reader.status();
    log.ok += status == RunStatus::ok, log.stopped += status == RunStatus::stopped;
    log.failed += status != RunStatus::ok && status != RunStatus::stopped;
    log.seconds += reader.seconds();
    log.first = log.first == 0 ? reader.ended() : std::min(log.first, reader.ended());
    log.last = std::max(log.last, reader.ended());
    if (status == RunStatus::stopped) continue;
    if (entry.ended && entry.status == RunStatus::ok) {
      if (status == RunStatus::ok) repeats_.push_back({reader.key(), number, reader.offset()});
      continue;
    }
    entry.ended = true, entry.status = status, entry.log = number, entry.offset = reader.offset();
  }
  log.skipped = reader.skipped();
}

const RunIndexEntry* RunIndex::find(const ContentKey& key) const {
  const auto at = entries_.find(key);
  return at == entries_.end() ? nullptr : &at->second;
}

RunRecord RecordReader::read(std::uint32_t log, std::uint64_t offset) {
  std::unique_ptr<LogReader>& reader = readers_[log];
  if (!reader)
    reader = std::make_unique<LogReader>(run_index_.folder() / run_index_.logs()[log].name, offset);
  else
    reader->seek(offset);
  return reader->next() == LogReader::Kind::end ? reader->record() : RunRecord{};
}

}  // namespace chokepoint
