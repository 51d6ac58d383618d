// The files of a result.
#include "output/files/result_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/paired_difference.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "analysis/why/idle_events.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "engine/run/parallel.hpp"
#include "engine/scenario/timeline.hpp"
#include "output/files/run_record.hpp"
#include "output/files/run_tables.hpp"
#include "output/text/run_report.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::output {
namespace {

namespace fs = std::filesystem;

/// Whether a folder holds a result of any kind.
bool holds_result(const fs::path& folder) {
  std::error_code error;
  return std::ranges::any_of(std::initializer_list<const char*>{"run.yaml", "family.csv", "compare.csv"},
                             [&](const char* mark) { return fs::exists(folder / mark, error); });
}

nlohmann::ordered_json summary_object(const Summary& s) {
  return {{"median", s.median}, {"p05", s.low}, {"p95", s.high}, {"mean", s.mean}};
}

/// A label without the unit behind it, which stands beside it in JSON: `Compute share, US (%)` is `Compute share, US`.
std::string plain_label(std::string_view label) {
  const std::size_t at = label.rfind(" (");
  return std::string(label.ends_with(')') && at != std::string_view::npos ? label.substr(0, at) : label);
}

}  // namespace

void add_made_of(nlohmann::ordered_json& out, const Scenario& scenario) {
  out["base_scenario"] = scenario.plain_name();
  out["policies"] = scenario.on_top.policies;
  out["overrides"] = nlohmann::ordered_json::object();
  for (const auto& [path, value] : scenario.on_top.overrides) out["overrides"][path] = value;
  if (!scenario.on_top.data.empty()) out["data_folder"] = scenario.on_top.data;
}

std::string summary_json(const Results& results) {
  const Scenario& scenario = *results.main->scenario;
  nlohmann::ordered_json out;
  out["scenario"] = scenario.name();
  add_made_of(out, scenario);
  out["question"] = scenario.question;
  if (results.other) out["compared_with"] = results.other->scenario->name();
  out["command"] = results.asked.command;
  out["runs"] = results.main->records.size();
  if (results.selection.is_part())
    out["given"] = {{"condition", results.selection.condition}, {"runs_made", results.selection.of}};
  out["seed"] = results.seed;
  out["version"] = results.version;
  out["commit"] = results.asked.commit;
  out["parameters"]["source"] = results.parameters.name;
  if (results.parameters.sets > 0) {
    out["parameters"]["sets"] = results.parameters.sets;
    out["parameters"]["hash"] = fmt::format("{:016x}", results.parameters.hash);
  }
  out["last_month"] = scenario.end.text();
  out["warnings"] = warnings_json(results);
  for (const Headline& h : headlines()) {
    const std::size_t series = results.layout->find(h.metric, h.agent);
    if (series == Layout::npos) continue;
    const Series& of = results.layout->series()[series];
    nlohmann::ordered_json metric = {{"metric", h.metric},
                                     {"agent", h.agent},
                                     {"kind", agent_kind(of)},
                                     {"unit", of.metric->unit},
                                     {"label", plain_label(h.label)}};
    for (const Month m : report_months(scenario.end)) {
      auto values = results.main->values(static_cast<std::size_t>(m.index), series);
      if (results.parameters.sets > 0) {
        const VarianceSplit split = split_variance(values, results.clusters());
        if (is_told(split.share_within()))
          metric["variance"][m.text()] = {{"random", split.within}, {"parameters", split.between}};
        else
          metric["variance"][m.text()] = nullptr;  // too few sets, or nothing varies
      }
      metric["level"][m.text()] = summary_object(summarise(values));
      if (!results.other) continue;
      const PairedDifference d = results.difference(static_cast<std::size_t>(m.index), series);
      auto& object = metric["difference"][m.text()] = summary_object(d.change);
      object["standard_error"] = d.change.standard_error;
      object["probability_more"] = d.change.positive, object["probability_less"] = d.change.negative;
      object["certainty"] = certainty_names[static_cast<std::size_t>(d.certainty)], object["counts_from"] = d.least;
    }
    out["metrics"].push_back(std::move(metric));
  }
  out["events"] = nlohmann::ordered_json::array();
  for (const TimelineEntry& entry : timeline(scenario, false))
    out["events"].push_back({{"month", entry.month.text()},
                             {"what", entry.what},
                             {"id", entry.event->header.id},
                             {"type", entry.event->header.type},
                             {"description", entry.event->describe(*scenario.initial->world.data)}});
  out["conditional_events"] = conditional_events_json(*results.main);
  if (results.other) out["conditional_events_compared_with"] = conditional_events_json(*results.other);
  out["note"] = results.parameters.sets > 0
                    ? "conditional projections; bands show random variation and parameter uncertainty, not a forecast"
                    : "conditional projections; bands show random variation only (parameters at their point values), "
                      "not a forecast";
  return json_text(out, 2) + "\n";
}

std::string summary_markdown(const Results& results) {
  const std::string again = results.asked.command.empty() ? "" : "\nMade by: " + results.asked.command + "\n";
  return "```text\n" + text_report(results, {false, 100}) + again + "```\n";
}

void require_folder(const fs::path& folder, const Identity& identity, bool force) {
  std::error_code error;
  if (!fs::exists(folder, error)) return;
  if (!fs::is_directory(folder, error))
    throw OutputError(fmt::format("{} is there and is no folder: choose another --out", folder.string()));
  if (fs::is_empty(folder, error)) return;
  if (!holds_result(folder))
    throw OutputError(fmt::format(
        "{} is there and holds other files than those of a result: choose another --out, or an empty folder",
        folder.string()));
  const std::optional<Identity> there = identity_in(folder);
  if (force || !there || there->same(identity)) return;
  throw OutputError(
      there->name == identity.name
          ? fmt::format("{} holds the result of another '{}', of {}: choose another --out, or replace it by --force",
                        folder.string(), there->name, there->file)
          : fmt::format(
                "{} holds another result, '{}'; this one is '{}': choose another --out, or replace it by --force",
                folder.string(), there->name, identity.name));
}

fs::path free_folder(const fs::path& wanted, const Identity& identity) {
  constexpr int most = 1000;
  for (int number = 1; number <= most; ++number) {
    const fs::path folder = number == 1 ? wanted : fs::path(wanted.string() + fmt::format("-{}", number));
    std::error_code error;
    if (!fs::exists(folder, error)) return folder;
    if (!fs::is_directory(folder, error)) continue;
    if (fs::is_empty(folder, error)) return folder;
    const std::optional<Identity> there = identity_in(folder);
    if (holds_result(folder) && (!there || there->same(identity))) return folder;
  }
  return wanted;
}

namespace {

/// Moves all that one folder holds into another that is there and empty.
void move_into(const fs::path& from, const fs::path& folder) {
  std::vector<fs::path> all;
  for (const fs::directory_entry& entry : fs::directory_iterator(from)) all.push_back(entry.path());
  for (const fs::path& file : all) fs::rename(file, folder / file.filename());
}

/// Fills a folder in place: an empty one may lie where nothing can be made beside it, and one that someone stands in
/// should stay.
void fill_in_place(const fs::path& folder, const std::function<void(const fs::path& making)>& fill) {
  std::error_code error;
  const fs::path making = folder / fmt::format(".{}.part", ::getpid());
  try {
    if (!fs::create_directory(making, error) || error)
      throw OutputError(fmt::format("cannot create {}: {}", making.string(), error.message()));
    fill(making);
    std::vector<fs::path> former;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
      if (entry.path() != making) former.push_back(entry.path());
    for (const fs::path& entry : former) fs::remove_all(entry);
    move_into(making, folder);
    fs::remove(making, error);
  } catch (const fs::filesystem_error& problem) {
    fs::remove_all(making, error);
    throw OutputError(fmt::format("cannot put the result in {}: {}", folder.string(), problem.code().message()));
  } catch (...) {
    fs::remove_all(making, error);
    throw;
  }
}

}  // namespace

void write_folder(const fs::path& asked, const std::function<void(const fs::path& making)>& fill) {
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(asked, error).empty()
                              ? asked
                              : fs::weakly_canonical(asked, error);  // a link stays, what it leads to is filled
  if (fs::is_directory(folder, error) &&
      (fs::is_empty(folder, error) || fs::equivalent(folder, fs::current_path(error), error)))
    return fill_in_place(folder, fill);
  const fs::path parent = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
  fs::create_directories(parent, error);
  if (error) throw OutputError(fmt::format("cannot create {}: {}", parent.string(), error.message()));
  const fs::path making = parent / fmt::format(".{}.{}.part", folder.filename().string(), ::getpid());
  const fs::path former = parent / fmt::format(".{}.{}.old", folder.filename().string(), ::getpid());
  try {
    if (!fs::create_directory(making, error) || error)
      throw OutputError(fmt::format("cannot create {}: {}", making.string(), error.message()));
    fill(making);
    const bool replaces = fs::exists(folder, error);
    if (replaces) fs::permissions(making, fs::status(folder).permissions()), fs::rename(folder, former);
    fs::rename(making, folder);
    if (replaces) fs::remove_all(former, error);
  } catch (const fs::filesystem_error& problem) {
    fs::remove_all(making, error);
    if (!fs::exists(folder, error) && fs::exists(former, error)) fs::rename(former, folder, error);
    throw OutputError(fmt::format("cannot put the result in {}: {}", folder.string(), problem.code().message()));
  } catch (...) {
    fs::remove_all(making, error);
    throw;
  }
}

void write_results_into(const Results& results, const fs::path& folder, const FileOptions& options) {
  write_file(folder / "run.yaml", run_yaml(results));
  write_file(folder / "series.csv", series_csv(results, options.metrics));
  if (options.members) {
    write_file(folder / "members.csv", members_csv(results, options.metrics));
    write_file(folder / "fired.csv", fired_csv(results));
  }
  write_file(folder / "events.csv", events_csv(*results.main->scenario));
  write_file(folder / "summary.md", summary_markdown(results));
  write_file(folder / "summary.json", summary_json(results));
  for (const File& file : options.more) write_file(folder / file.name, file.text);
}

void write_results(const Results& results, const fs::path& folder, const FileOptions& options) {
  write_folder(folder, [&](const fs::path& making) { write_results_into(results, making, options); });
}

void write_files(const std::vector<File>& files, const fs::path& folder) {
  write_folder(folder, [&](const fs::path& making) {
    for (const File& file : files) write_file(making / file.name, file.text);
  });
}

}  // namespace chokepoint::output
