// Collecting: from logs to tables.
#include "output/files/study_results.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "engine/batch/run_index.hpp"
#include "output/files/netcdf.hpp"
#include "output/files/result_folder.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {
namespace {

namespace fs = std::filesystem;

/// A file under another name until it is whole.
class Draft {
 public:
  explicit Draft(fs::path file)
      : file_(std::move(file)), draft_(file_.string() + fmt::format(".{}.draft", ::getpid())) {}
  ~Draft() {
    std::error_code ignored;
    fs::remove(draft_, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  [[nodiscard]] const fs::path& path() const { return draft_; }
  void keep() {
    std::error_code error;
    fs::rename(draft_, file_, error);
    if (error) throw OutputError(fmt::format("cannot write {}: {}", file_.string(), error.message()));
  }

 private:
  fs::path file_, draft_;
};

class TextDraft : public Draft {
 public:
  explicit TextDraft(const fs::path& file) : Draft(file), name_(file.string()), out_(path(), std::ios::binary) {}
  void put(const std::string& line) { out_ << line << '\n'; }
  void finish() {
    out_.close();
    if (!out_) throw OutputError(fmt::format("cannot write {}: no space, or no permission", name_));
    keep();
  }

 private:
  std::string name_;
  std::ofstream out_;
};

/// The cells that say which run it is.
std::string identity(const Plan& plan, std::uint64_t index, const PlannedRun& run, const std::vector<double>& values) {
  std::string out = fmt::format("{},{},{},{}", index, run.point,
                                csv_cell(plan.spec().alternatives[run.alternative].name), run.replicate);
  for (std::size_t f = 0; f < values.size(); ++f) out += "," + csv_cell(plan.spec().factors[f].text(values[f]));
  return out;
}

std::string heading(const Plan& plan) {
  std::string out = "run,point,scenario,replicate";
  for (const Factor& factor : plan.spec().factors) out += "," + csv_cell(factor.name);
  return out;
}

void fold(ContentHash& digest, const ContentKey& key, const RunRecord* record) {
  digest.add(key).add(static_cast<unsigned>(record ? static_cast<std::uint8_t>(record->status) : 255U));
  if (!record || record->status != RunStatus::ok) return;
  for (const double x : record->outputs) digest.add(x);
  for (const float x : record->series) digest.add(std::bit_cast<std::uint32_t>(x));
}

bool same_bits(const RunRecord& a, const RunRecord& b) {
  const auto bits = [](double x) { return std::bit_cast<std::uint64_t>(x); };
  return std::ranges::equal(a.outputs, b.outputs, {}, bits, bits) &&
         std::ranges::equal(a.series, b.series, {}, bits, bits);
}

void check_repeats(const RunIndex& run_index, RecordReader& records) {
  for (const RunIndex::Repeat& repeat : run_index.repeats()) {
    const RunRecord one = records.read(*run_index.find(repeat.key)), other = records.read(repeat.log, repeat.offset);
    if (!same_bits(one, other))
      throw std::runtime_error(
          fmt::format("run {} gave one result in {} and another in {}: the machines differ in arithmetic, or the run "
                      "is no function of what it is made of",
                      one.index, run_index.file(*run_index.find(repeat.key)).string(),
                      (run_index.folder() / run_index.logs()[repeat.log].name).string()));
  }
}

nlohmann::ordered_json provenance_of(const Plan& plan, const RunIndex& run_index, Collected& found) {
  using nlohmann::ordered_json;
  ordered_json logs = ordered_json::array();
  std::set<std::string> arithmetics;
  std::uint64_t skipped = 0;
  for (const LogSummary& log : run_index.logs()) {
    const ordered_json header = read_json(log.header).value_or(nullptr);
    if (header.is_object() && header.contains("arithmetic"))
      arithmetics.insert(header.at("arithmetic").get<std::string>());
    logs.push_back({{"log", log.name},
                    {"ok", log.ok},
                    {"failed", log.failed},
                    {"seconds", log.seconds},
                    {"skipped_bytes", log.skipped},
                    {"written_by", header}});
    skipped += log.skipped;
  }
  if (arithmetics.size() > 1)
    found.warnings.push_back(fmt::format(
        "logs were written on machines of {} kinds of arithmetic: results agree to rounding, not to the bit",
        arithmetics.size()));
  if (skipped > 0)
    found.warnings.push_back(
        fmt::format("{} bytes of the logs belong to no record (torn by a crash or a full disk); their runs count as "
                    "missing unless done again",
                    skipped));
  const PlanSpec& spec = plan.spec();
  return {{"study", spec.name},
          {"question", spec.question},
          {"digest", found.digest},
          {"runs", found.runs},
          {"ok", found.ok},
          {"failed", found.failed},
          {"missing", found.missing},
          {"excluded", found.excluded},
          {"version", spec.version},
          {"model", fmt::format("{:016x}{:016x}", spec.model.high, spec.model.low)},
          {"lock", parse_ordered_json(to_json(spec), "lock.json")},
          {"warnings", found.warnings},
          {"logs", logs}};
}

}  // namespace

Collected collect_sweep(const Plan& plan, const RunIndex& run_index, const fs::path& folder,
                        const WalkProgress& progress) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw OutputError(fmt::format("cannot make {}: {}", folder.string(), error.message()));
  RecordReader records(run_index);
  check_repeats(run_index, records);

  Collected out;
  TextDraft runs(folder / "runs.csv"), failures(folder / "failures.csv");
  std::string head = heading(plan);
  failures.put(head + ",status,attempts,reason,log");
  for (const OutputColumn& column : plan.spec().outputs) head += "," + csv_cell(column.name);
  runs.put(head + ",status,seconds,megabytes");

  PlanWalk walk(plan);
  std::size_t rows = 0;
  for (std::uint64_t index = 0; index < plan.runs(); ++index) {
    rows += walk.at(index).allowed;
    if (progress && index % 1024 == 0) progress(index, 2 * plan.runs());
  }
  const bool keeps_series = !plan.spec().series.empty() && has_series_store();
  std::optional<Draft> series_file;
  std::optional<SeriesStore> series;
  if (keeps_series) series.emplace(series_file.emplace(folder / "series.nc").path(), plan, rows);
  if (!plan.spec().series.empty() && !has_series_store())
    out.warnings.emplace_back("this build has no NetCDF: series.nc is left out");

  ContentHash digest;
  for (std::uint64_t index = 0; index < plan.runs(); ++index) {
    if (progress && index % 1024 == 0) progress(plan.runs() + index, 2 * plan.runs());
    const PlanWalk::Step step = walk.at(index);
    if (!step.allowed) {
      ++out.excluded;
      continue;
    }
    ++out.runs;
    const RunIndexEntry* entry = run_index.find(step.key);
    const bool ended = entry && entry->ended;
    RunRecord record;
    if (ended) record = records.read(*entry);
    fold(digest, step.key, ended ? &record : nullptr);
    std::string row = identity(plan, index, step.run, walk.values());
    const std::string end = ended ? run_status_names()[static_cast<std::size_t>(record.status)] : "missing";
    if (ended && record.status != RunStatus::ok)
      failures.put(fmt::format("{},{},{},{},{}", row, end, std::max<int>(1, entry->attempts), csv_cell(record.reason),
                               run_index.logs()[entry->log].name));
    const bool good = ended && record.status == RunStatus::ok;
    for (std::size_t k = 0; k < plan.spec().outputs.size(); ++k)
      row += good && k < record.outputs.size() ? fmt::format(",{}", record.outputs[k]) : ",";
    runs.put(
        row + "," + end +
        (ended ? fmt::format(",{:.6f},{:.1f}", record.seconds, static_cast<double>(record.kilobytes) / 1024) : ",,"));
    if (series) series->add(index, step.run, walk.values(), record.outputs, record.series);
    out.ok += good, out.failed += ended && !good, out.missing += !ended;
    if (!ended && out.first_missing.size() < 10) out.first_missing.push_back(index);
  }
  const ContentKey key = digest.key();
  out.digest = fmt::format("{:016x}{:016x}", key.high, key.low);
  out.files = {"runs.csv", "failures.csv", "provenance.json"};
  if (series) {
    series->finish(out.digest);
    series.reset();
    series_file->keep();
    out.files.emplace_back("series.nc");
  }
  const std::string provenance = json_text(provenance_of(plan, run_index, out), 1);
  runs.finish(), failures.finish();
  TextDraft last(folder / "provenance.json");
  last.put(provenance);
  last.finish();
  return out;
}

}  // namespace chokepoint::output
