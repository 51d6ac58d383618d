// The files of a result.
#include "output/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/run/parallel.hpp"
#include "engine/study/enough.hpp"
#include "engine/study/paired.hpp"
#include "engine/study/parameter_sets.hpp"
#include "output/report.hpp"

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

std::string_view view(const fmt::memory_buffer& buffer) { return {buffer.data(), buffer.size()}; }

bool never_moves(const Ensemble& ensemble, std::size_t series) {
  return std::ranges::all_of(ensemble.records, [&](const KeptRecord& record) { return record.is_zero(series); });
}

/// Whether a person asked for the series: all of them, or those of the named metrics.
bool is_asked(const Series& series, const std::vector<std::string>& metrics) {
  return metrics.empty() || std::ranges::find(metrics, series.metric->name) != metrics.end();
}

/// One row for each month and series. Series that are zero throughout are left out.
std::string series_csv(const Results& results, const std::vector<std::string>& metrics) {
  const std::size_t count = results.layout->series().size();
  std::vector<fmt::memory_buffer> parts(count);
  for_each_run(count, 0, [&](std::size_t s) {
    const Series& series = results.layout->series()[s];
    if (!is_asked(series, metrics) || (never_moves(*results.main, s) && (!results.other || never_moves(*results.other, s)))) return;
    const auto to = std::back_inserter(parts[s]);
    const auto add = [&](std::vector<double> values) {
      const Summary of = summarise(values);
      fmt::format_to(to, ",{:.6g},{:.6g},{:.6g},{:.6g}", of.mean, of.low, of.median, of.high);
    };
    for (std::size_t m = 0; m < results.months(); ++m) {
      fmt::format_to(to, "{},{},{},{}", Month{static_cast<int>(m)}.text(), series.metric->name, series.agent_name, series.metric->unit);
      add(results.main->values(m, s));
      if (results.other) add(results.differences(m, s));
      fmt::format_to(to, "\n");
    }
  });
  std::string out = "month,metric,agent,unit,mean,p05,p50,p95";
  out += results.other ? ",difference_mean,difference_p05,difference_p50,difference_p95\n" : "\n";
  for (const fmt::memory_buffer& part : parts) out.append(part.data(), part.size());
  return out;
}

/// Every replicate's values of the metrics asked for; without any named, of the world as a whole.
fmt::memory_buffer members_csv(const Results& results, const std::vector<std::string>& metrics) {
  fmt::memory_buffer out;
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "scenario,replicate,month,metric,agent,value,unit\n");
  const auto write = [&](const Ensemble& ensemble) {
    for (std::size_t r = 0; r < ensemble.records.size(); ++r)
      for (std::size_t s = 0; s < results.layout->series().size(); ++s) {
        const Series& series = results.layout->series()[s];
        if (!is_asked(series, metrics) || (metrics.empty() && series.metric->of != Dimension::world)) continue;
        for (std::size_t m = 0; m < ensemble.records[r].months(); ++m)
          fmt::format_to(to, "{},{},{},{},{},{:.9g},{}\n", csv_cell(ensemble.scenario->name()), r, Month{static_cast<int>(m)}.text(), series.metric->name, series.agent_name,
                         ensemble.records[r].at(m, s), series.metric->unit);
      }
  };
  write(*results.main);
  if (results.other) write(*results.other);
  return out;
}

std::string events_csv(const Scenario& scenario) {
  const WorldData& data = *scenario.initial->world.data;
  std::string out = "month,what,id,type,issuer,targets,severity,description,source,file,line\n";
  for (const TimelineEntry& entry : timeline(scenario, true)) {
    const EventHeader& h = entry.event->header;
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", entry.month.text(), entry.what, csv_cell(h.id), h.type, fmt::join(h.issuers.names(data), " "),
                       csv_cell(fmt::format("{}", fmt::join(h.targets.names(data), " "))), h.severity, csv_cell(entry.event->describe(data)), csv_cell(h.source),
                       csv_cell(fs::path(h.place.file).filename().string()), h.place.line);
  }
  return out;
}

std::string run_yaml(const Results& results) {
  const Scenario& scenario = *results.main->scenario;
  std::string out = "# Everything this result was made of. Running the program of this version on these inputs repeats it bit for bit.\n";
  out += fmt::format("program: chokepoint\nversion: {}\nseed: {}\nruns: {}\n", results.version, results.seed, results.main->records.size());
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

nlohmann::ordered_json summary_object(const Summary& s, const Headline& h) {
  return {{"median", s.median * h.scale}, {"p05", s.low * h.scale}, {"p95", s.high * h.scale}, {"mean", s.mean * h.scale}};
}

}  // namespace

std::string summary_json(const Results& results) {
  const Scenario& scenario = *results.main->scenario;
  nlohmann::ordered_json out;
  out["scenario"] = scenario.name();
  out["question"] = scenario.question;
  if (results.other) out["compared_with"] = results.other->scenario->name();
  out["runs"] = results.main->records.size();
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
    nlohmann::ordered_json metric = {{"metric", h.metric}, {"agent", h.agent}, {"label", h.label}};
    for (const Month m : report_months(scenario.end)) {
      auto values = results.main->values(static_cast<std::size_t>(m.index), series);
      if (results.parameters.sets > 0) {
        const VarianceSplit split = split_variance(values, replicates_per_set);
        if (is_told(split.share_within())) metric["variance"][m.text()] = {{"luck", split.within * h.scale * h.scale}, {"parameters", split.between * h.scale * h.scale}};
        else metric["variance"][m.text()] = nullptr;  // too few sets, or nothing varies
      }
      metric["level"][m.text()] = summary_object(summarise(values), h);
      if (!results.other) continue;
      const PairedDifference d = results.difference(static_cast<std::size_t>(m.index), series);
      auto& object = metric["difference"][m.text()] = summary_object(d.change, h);
      object["standard_error"] = d.change.standard_error * h.scale;
      object["probability_more"] = d.change.positive, object["probability_less"] = d.change.negative;
      object["certainty"] = certainty_names[static_cast<std::size_t>(d.certainty)], object["counts_from"] = d.least * h.scale;
    }
    out["metrics"].push_back(std::move(metric));
  }
  out["events"] = nlohmann::ordered_json::array();
  for (const TimelineEntry& entry : timeline(scenario, false))
    out["events"].push_back({{"month", entry.month.text()}, {"what", entry.what}, {"id", entry.event->header.id}, {"type", entry.event->header.type},
                             {"description", entry.event->describe(*scenario.initial->world.data)}});
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
    if (options.members) write_file(making / "members.csv", view(members_csv(results, options.metrics)));
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
