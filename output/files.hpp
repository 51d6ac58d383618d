// Results on disk: a folder that appears whole or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "output/ensemble.hpp"

namespace chokepoint::output {

/// Writing failed: no space, no permission, a folder in the way. The program exits with 1; nothing half-written is left.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct File {
  std::string name, text;
};

struct FileOptions {
  bool members = false;  ///< also every replicate: its values in members.csv, its events in fired.csv
  std::vector<std::string> metrics;  ///< in series.csv and members.csv; empty: all in the one, those of the world as a whole in the other
  std::vector<File> more = {};       ///< written along
};

enum class FolderOf { scenario, family, comparison };

/// Throws OutputError if results may not be put into the folder: it holds something else. Asked before a run, not after it.
void require_folder(const std::filesystem::path& folder, FolderOf kind);

/// Writes run.yaml, series.csv, events.csv, summary.md, summary.json (and members.csv, fired.csv) to `folder`. Everything goes to a
/// temporary folder beside it that is renamed at the end; an earlier result there is replaced. Throws OutputError.
void write_results(const Results& results, const std::filesystem::path& folder, const FileOptions& options);

/// Writes files to a folder in the same way. Throws OutputError.
void write_files(const std::vector<File>& files, const std::filesystem::path& folder, FolderOf kind);

/// The bytes of a file, or nothing if it can't be read.
[[nodiscard]] std::optional<std::string> read_bytes(const std::filesystem::path& path);

/// Writes one file whole or not at all. Throws OutputError.
void write_text(const std::filesystem::path& path, const std::string& text);

/// The result as JSON: scenario, seed, headline metrics with bands and paired differences, in the units of the metrics; events, and
/// how often and when those with a trigger came about.
[[nodiscard]] std::string summary_json(const Results& results);

/// The result as Markdown.
[[nodiscard]] std::string summary_markdown(const Results& results);

}  // namespace chokepoint::output
