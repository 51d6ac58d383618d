// Results on disk: a folder that appears whole or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>

#include "analysis/compare/answer.hpp"
#include "analysis/runs/ensemble.hpp"
#include "engine/base/file.hpp"
#include "output/files/identity.hpp"

namespace chokepoint::output {

struct FileOptions {
  bool members = false;  ///< also every replicate: its values in members.csv, its events in fired.csv
  std::vector<std::string>
      metrics;  ///< in series.csv and members.csv; empty: all in the one, those of the world as a whole in the other
  std::vector<File> more = {};     ///< written along
  const Answer* answer = nullptr;  ///< told first in the summaries
};

/// Throws OutputError if a result may not be put into the folder: it holds other files, or, unless `force`, a result of
/// another identity. Nothing, an empty folder and an earlier result of the same are fine. Asked before a run, not after
/// it.
void require_folder(const std::filesystem::path& folder, const Identity& identity, bool force);

/// The folder wanted, or the first of `wanted-2`, `wanted-3`, ... that holds nothing or an earlier result of the same.
[[nodiscard]] std::filesystem::path free_folder(const std::filesystem::path& wanted, const Identity& identity);

/// Lets `fill` write to a temporary folder and puts that in the place of the one wanted, whole or not at all; a result
/// there is replaced. A folder that is there and empty is filled. Throws OutputError.
void write_folder(const std::filesystem::path& folder,
                  const std::function<void(const std::filesystem::path& making)>& fill);

/// Writes run.yaml, series.csv, events.csv, summary.md, summary.json (and members.csv, fired.csv) to `folder`, as
/// `write_folder` does.
void write_results(const Results& results, const std::filesystem::path& folder, const FileOptions& options);
/// The same into a folder that is being filled.
void write_results_into(const Results& results, const std::filesystem::path& folder, const FileOptions& options);

/// Writes files to a folder in the same way. Throws OutputError.
void write_files(const std::vector<File>& files, const std::filesystem::path& folder);

/// Adds what a scenario is made of: its name without what was put on top, policies, overrides.
void add_made_of(nlohmann::ordered_json& out, const Scenario& scenario);

/// The result as JSON: scenario, seed, headline metrics with bands and paired differences, in the units of the metrics;
/// events, and how often and when those with a trigger came about.
[[nodiscard]] std::string summary_json(const Results& results, const Answer* answer = nullptr);

/// The result as Markdown.
[[nodiscard]] std::string summary_markdown(const Results& results, const Answer* answer = nullptr);

}  // namespace chokepoint::output
