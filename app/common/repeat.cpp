// From a record to options, and back to what came of it.
#include "app/common/repeat.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "app/common/commit.hpp"
#include "app/common/places.hpp"
#include "engine/base/build.hpp"
#include "output/files/run_record.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

bool is_typed(const RunOptions& options, std::string_view option) {
  return std::ranges::find(options.typed, option) != options.typed.end();
}

}  // namespace

RunOptions with_record(const RunOptions& typed) {
  RunOptions out = typed;
  const fs::path file = scenario_file(typed.scenario);
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return out;
  Mistakes unreadable;  // is told by whoever reads the scenario
  if (!config::load_yaml(file, unreadable).find("record") || unreadable.any()) return out;
  Mistakes mistakes;
  const auto record = output::read_run_record(file, mistakes);
  mistakes.throw_if_any();
  if (!record) return out;
  out.repeats = std::make_shared<const output::ResultRecord>(*record);
  if (!is_typed(typed, "seed")) out.seed = record->seed;
  if (!is_typed(typed, "runs")) out.runs = record->runs;
  if (!is_typed(typed, "parameters")) out.parameters = record->parameters;
  if (!is_typed(typed, "given")) out.given = record->given;
  if (!is_typed(typed, "metrics")) out.metrics = record->metrics;
  if (!is_typed(typed, "members")) out.members = record->members;
  if (!is_typed(typed, "data") && !record->data_folder.empty()) {
    out.data = record->data_folder;
    if (!fs::is_directory(out.data, error))
      throw ScenarioError(
          {{{file.string()},
            fmt::format("was made with the data of the folder '{}', which is not here: name it by --data",
                        record->data_folder)}});
  }
  constexpr std::array changing = {"seed",   "runs", "until", "parameters", "set",
                                   "policy", "data", "given", "no-compare"};
  out.as_recorded = std::ranges::none_of(changing, [&](const char* option) { return is_typed(typed, option); });
  if (out.as_recorded && !record->command.empty()) out.command = record->command;
  return out;
}

void tell_what_changed(const RunOptions& options, const ScenarioSet& cast) {
  if (!options.repeats) return;
  const output::ResultRecord& record = *options.repeats;
  const auto tell = [&](const std::string& what) { fmt::print(stderr, "note: {}: results may differ\n", what); };
  if (record.sources != model_sources())
    tell(fmt::format(
        "{} was made by a program of other sources (version {}, commit {}) than this one (version {}, commit {})",
        options.scenario, record.version, record.commit, CHOKEPOINT_VERSION, commit()));
  std::string files;
  for (const auto& [file, hash] : cast.members[0].data_hashes) {
    const auto said = record.data_hashes.find(file);
    if (said == record.data_hashes.end() || said->second != fmt::format("{:016x}", hash))
      files += (files.empty() ? "" : ", ") + file;
  }
  if (!files.empty()) tell(fmt::format("the data are not those that {} was made with ({})", options.scenario, files));
  if (!is_typed(options, "parameters") && !is_typed(options, "seed") && !is_typed(options, "runs") &&
      cast.sets.hash() != record.sets_hash)
    tell(fmt::format("the parameter sets ({}) are not those that {} was made with", cast.sets.source(),
                     options.scenario));
}

std::string repeated(const RunOptions& options, const Results& results) {
  if (!options.repeats || !options.as_recorded) return "";
  const auto hex = [](std::uint64_t hash) { return fmt::format("{:016x}", hash); };
  const std::string now = hex(results.main->hash());
  const bool other_same = !results.other || hex(results.other->hash()) == options.repeats->compared_with_state_hash;
  if (now == options.repeats->state_hash && other_same)
    return fmt::format("The runs are those of {}, bit for bit.\n", options.scenario);
  return fmt::format("The runs are not those of {}: state hash {} instead of {}.\n", options.scenario, now,
                     options.repeats->state_hash);
}

}  // namespace chokepoint::app
