// The files of a result.
#include "output/files.hpp"

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

#include "engine/study/paired.hpp"
#include "engine/study/parameter_sets.hpp"
#include "output/report.hpp"
#include "output/tables.hpp"

namespace chokepoint::output {
namespace {

namespace fs = std::filesystem;

/// A file that is written to disk or reported: no error of the system goes unseen.
void write_file(const fs::path& path, std::string_view text) {
  const auto fail = [&] { throw OutputError(fmt::format("cannot write {}: {}", path.string(), std::strerror(errno))); };
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) fail();
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int error = errno;
      ::close(file);
      errno = error;
      fail();
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file) != 0) fail();
}

std::string run_yaml(const Results& results) {
  const Scenario& scenario = *results.main->scenario;
  std::string out = "# Everything this result was made of. Running the program of this version on these inputs repeats it bit for bit.\n";
  out += fmt::format("program: chokepoint\nversion: {}\nseed: {}\nruns: {}\n", results.version, results.seed, results.main->hashes.size());
  if (results.selection.is_part()) out += fmt::format("given: {}\n", nlohmann::json(results.selection.condition).dump());
  const auto hashes = [&](const Ensemble& e, std::string_view key) {
    out += fmt::format("{}: \"{:016x}\"\n", key, e.hash());
  };
  hashes(*results.main, "state_hash");
  if (results.other) {
    out += fmt::format("compared_with: {}\n", results.other->scenario->name());
    hashes(*results.other, "compared_with_state_hash");
  }
  out += "scenario_files:\n";
  for (const std::string& file : scenario.files) out += fmt::format("  - \"{}\"\n", fs::path(file).filename().string());
  out += "data_hashes:\n";
  for (const auto& [file, hash] : scenario.data_hashes) out += fmt::format("  {}: \"{:016x}\"\n", file, hash);
  if (results.parameters.sets > 0)
    out += fmt::format("parameter_sets: {{source: {}, sets: {}, hash: \"{:016x}\"}}\n", nlohmann::json(results.parameters.name).dump(), results.parameters.sets, results.parameters.hash);
  else out += "parameter_sets: {source: point}\n";
  out += "parameters:\n";
  for (const ParameterEntry& p : scenario.initial->table.entries()) out += fmt::format("  {}: {}\n", p.name, p.value);
  out += "resolved:\n" + config::to_yaml(scenario.resolved, 2);
  return out;
}

nlohmann::ordered_json summary_object(const Summary& s) { return {{"median", s.median}, {"p05", s.low}, {"p95", s.high}, {"mean", s.mean}}; }

/// A label without the unit behind it, which stands beside it in JSON: `Compute share, US (%)` is `Compute share, US`.
std::string plain_label(std::string_view label) {
  const std::size_t at = label.rfind(" (");
  return std::string(label.ends_with(')') && at != std::string_view::npos ? label.substr(0, at) : label);
}

}  // namespace

std::string summary_json(const Results& results) {
  const Scenario& scenario = *results.main->scenario;
  nlohmann::ordered_json out;
  out["scenario"] = scenario.name();
  out["question"] = scenario.question;
  if (results.other) out["compared_with"] = results.other->scenario->name();
  out["runs"] = results.main->records.size();
  if (results.selection.is_part()) out["given"] = {{"condition", results.selection.condition}, {"runs_made", results.selection.of}};
  out["seed"] = results.seed;
  out["version"] = results.version;
  out["parameters"]["source"] = results.parameters.name;
  if (results.parameters.sets > 0) {
    out["parameters"]["sets"] = results.parameters.sets;
    out["parameters"]["hash"] = fmt::format("{:016x}", results.parameters.hash);
  }
  out["last_month"] = scenario.end.text();
  for (const Headline& h : headlines()) {
    const std::size_t series = results.layout->find(h.metric, h.agent);
    if (series == Layout::npos) continue;
    const Series& of = results.layout->series()[series];
    nlohmann::ordered_json metric = {{"metric", h.metric}, {"agent", h.agent}, {"kind", agent_kind(of)}, {"unit", of.metric->unit}, {"label", plain_label(h.label)}};
    for (const Month m : report_months(scenario.end)) {
      auto values = results.main->values(static_cast<std::size_t>(m.index), series);
      if (results.parameters.sets > 0) {
        const VarianceSplit split = split_variance(values, results.clusters());
        metric["variance"][m.text()] = {{"luck", split.within}, {"parameters", split.between}};
      }
      metric["level"][m.text()] = summary_object(summarise(values));
      if (!results.other) continue;
      auto differences = results.differences(static_cast<std::size_t>(m.index), series);
      const double error = clustered_error(differences, results.clusters());
      const Summary change = summarise(differences);
      auto& object = metric["difference"][m.text()] = summary_object(change);
      object["standard_error"] = error;
      object["probability_more"] = change.positive;
    }
    out["metrics"].push_back(std::move(metric));
  }
  out["events"] = nlohmann::ordered_json::array();
  for (const TimelineEntry& entry : timeline(scenario, false))
    out["events"].push_back({{"month", entry.month.text()}, {"what", entry.what}, {"id", entry.event->header.id}, {"type", entry.event->header.type},
                             {"description", entry.event->describe(*scenario.initial->world.data)}});
  out["conditional_events"] = conditional_events_json(*results.main);
  if (results.other) out["conditional_events_compared_with"] = conditional_events_json(*results.other);
  out["note"] = results.parameters.sets > 0 ? "conditional projections; bands are luck and parameters, not a forecast"
                                            : "conditional projections; bands are luck only (parameters at their point values), not a forecast";
  return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string summary_markdown(const Results& results) { return "```text\n" + text_report(results, {false, 100}) + "```\n"; }

std::optional<std::string> read_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

void write_text(const fs::path& path, const std::string& text) {
  const fs::path making = path.parent_path() / fmt::format(".{}.{}.part", path.filename().string(), ::getpid());
  std::error_code error;
  try {
    write_file(making, text);
    fs::rename(making, path, error);
    if (error) throw OutputError(fmt::format("cannot write {}: {}", path.string(), error.message()));
  } catch (...) {
    fs::remove(making, error);
    throw;
  }
}

void require_folder(const fs::path& folder, FolderOf kind) {
  std::error_code error;
  if (!fs::exists(folder, error)) return;
  if (!fs::is_directory(folder, error)) throw OutputError(fmt::format("{} is there and is no folder: choose another --out", folder.string()));
  const char* mark = kind == FolderOf::family ? "family.csv" : kind == FolderOf::comparison ? "compare.csv" : "run.yaml";
  if (!fs::exists(folder / mark, error) && !fs::is_empty(folder, error))
    throw OutputError(fmt::format("{} is there and is no earlier result of this kind (it lacks {}): choose another --out", folder.string(), mark));
}

namespace {

/// Fills a temporary folder beside the one wanted and puts it in its place.
void write_folder(const fs::path& folder, const std::function<void(const fs::path& making)>& fill) {
  std::error_code error;
  const fs::path parent = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
  fs::create_directories(parent, error);
  if (error) throw OutputError(fmt::format("cannot create {}: {}", parent.string(), error.message()));
  const fs::path making = parent / fmt::format(".{}.{}.part", folder.filename().string(), ::getpid());
  const fs::path former = parent / fmt::format(".{}.{}.old", folder.filename().string(), ::getpid());
  try {
    if (!fs::create_directory(making, error) || error) throw OutputError(fmt::format("cannot create {}: {}", making.string(), error.message()));
    fill(making);
    const bool replaces = fs::exists(folder, error);
    if (replaces) fs::rename(folder, former);
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

}  // namespace

void write_results(const Results& results, const fs::path& folder, const FileOptions& options) {
  require_folder(folder, FolderOf::scenario);
  write_folder(folder, [&](const fs::path& making) {
    write_file(making / "run.yaml", run_yaml(results));
    write_file(making / "series.csv", series_csv(results, options.metrics));
    if (options.members) {
      write_file(making / "members.csv", members_csv(results, options.metrics));
      write_file(making / "fired.csv", fired_csv(results));
    }
    write_file(making / "events.csv", events_csv(*results.main->scenario));
    write_file(making / "summary.md", summary_markdown(results));
    write_file(making / "summary.json", summary_json(results));
    for (const File& file : options.more) write_file(making / file.name, file.text);
  });
}

void write_files(const std::vector<File>& files, const fs::path& folder, FolderOf kind) {
  require_folder(folder, kind);
  write_folder(folder, [&](const fs::path& making) {
    for (const File& file : files) write_file(making / file.name, file.text);
  });
}

}  // namespace chokepoint::output
