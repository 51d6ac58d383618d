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
namespace fs = std::filesystem;

bool RunRequest::is_typed(std::string_view option) const { return std::ranges::find(typed, option) != typed.end(); }

RunRequest with_record(RunRequest out) {
  const fs::path file = scenario_file(out.options.scenario);
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return out;
  Mistakes unreadable;  // is told by whoever reads the scenario
  if (!config::load_yaml(file, unreadable).find("record") || unreadable.any()) return out;
  Mistakes mistakes;
  const auto record = output::read_run_record(file, mistakes);
  mistakes.throw_if_any();
  if (!record) return out;
  out.record = std::make_shared<const output::ResultRecord>(*record);
  RunOptions& o = out.options;
  const auto take = [&](const char* option, auto& own, const auto& recorded) {
    if (!out.is_typed(option)) own = recorded;
  };
  take("seed", o.seed, record->seed), take("runs", o.runs, record->runs);
  take("parameters", o.parameters, record->parameters), take("given", o.given, record->given);
  take("metrics", o.metrics, record->metrics), take("members", o.members, record->members);
  if (!out.is_typed("data") && !record->data_folder.empty()) {
    o.data = record->data_folder;
    if (!fs::is_directory(o.data, error))
      throw ScenarioError(
          {{{file.string()},
            fmt::format("was made with the data of the folder '{}', which is not here: name it by --data",
                        record->data_folder)}});
  }
  constexpr std::array changing = {"seed",   "runs", "until", "parameters", "set",
                                   "policy", "data", "given", "no-compare"};
  out.as_recorded = std::ranges::none_of(changing, [&](const char* option) { return out.is_typed(option); });
  if (out.as_recorded && !record->command.empty()) out.command = record->command;
  return out;
}

void tell_what_changed(const RunRequest& request, const ScenarioSet& cast) {
  if (!request.record) return;
  const output::ResultRecord& record = *request.record;
  const std::string& scenario = request.options.scenario;
  const auto tell = [&](const std::string& what) { fmt::print(stderr, "note: {}: results may differ\n", what); };
  if (record.sources != model_sources())
    tell(fmt::format(
        "{} was made by a program of other sources (version {}, commit {}) than this one (version {}, commit {})",
        scenario, record.version, record.commit, CHOKEPOINT_VERSION, commit()));
  std::string files;
  for (const auto& [file, hash] : cast.members[0].data_hashes) {
    const auto said = record.data_hashes.find(file);
    if (said == record.data_hashes.end() || said->second != fmt::format("{:016x}", hash))
      files += (files.empty() ? "" : ", ") + file;
  }
  if (!files.empty()) tell(fmt::format("the data are not those that {} was made with ({})", scenario, files));
  if (!request.is_typed("parameters") && !request.is_typed("seed") && !request.is_typed("runs") &&
      cast.sets.hash() != record.sets_hash)
    tell(fmt::format("the parameter sets ({}) are not those that {} was made with", cast.sets.source(), scenario));
}

std::string repeated(const RunRequest& request, const Results& results) {
  if (!request.record || !request.as_recorded) return "";
  const auto hex = [](std::uint64_t hash) { return fmt::format("{:016x}", hash); };
  const std::string now = hex(results.main->hash()), &scenario = request.options.scenario;
  const bool other_same = !results.other || hex(results.other->hash()) == request.record->compared_with_state_hash;
  if (now == request.record->state_hash && other_same)
    return fmt::format("The runs are those of {}, bit for bit.\n", scenario);
  return fmt::format("The runs are not those of {}: state hash {} instead of {}.\n", scenario, now,
                     request.record->state_hash);
}

}  // namespace chokepoint::app
