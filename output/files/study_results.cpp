// Collecting: from logs to tables.
#include "output/files/study_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "engine/batch/run_index.hpp"
#include "output/files/draft.hpp"
#include "output/files/netcdf.hpp"
#include "output/files/result_folder.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

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

/// The logs as provenance tells them; what a person should know of them is added to the warnings.
ordered_json logs_of(const RunIndex& run_index, std::vector<std::string>& warnings) {
  ordered_json out = ordered_json::array();
  std::set<std::string> arithmetics;
  std::uint64_t skipped = 0;
  for (const LogSummary& log : run_index.logs()) {
    const ordered_json header = read_json(log.header).value_or(nullptr);
    if (header.is_object() && header.contains("arithmetic"))
      arithmetics.insert(header.at("arithmetic").get<std::string>());
    out.push_back({{"log", log.name},
                   {"ok", log.ok},
                   {"failed", log.failed},
                   {"seconds", log.seconds},
                   {"skipped_bytes", log.skipped},
                   {"written_by", header}});
    skipped += log.skipped;
  }
  if (arithmetics.size() > 1)
    warnings.push_back(fmt::format(
        "logs were written on machines of {} kinds of arithmetic: results agree to rounding, not to the bit",
        arithmetics.size()));
  if (skipped > 0)
    warnings.push_back(
        fmt::format("{} bytes of the logs belong to no record (torn by a crash or a full disk); their runs count as "
                    "missing unless done again",
                    skipped));
  return out;
}

ordered_json provenance_of(const Plan& plan, const RunIndex& run_index, Collected& found) {
  ordered_json logs = logs_of(run_index, found.warnings);
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
          {"logs", std::move(logs)}};
}

/// Series of all runs, if the study keeps any and this build can write them.
class SeriesFile {
 public:
  SeriesFile(const fs::path& folder, const Plan& plan, std::size_t rows)
      : draft_(folder / "series.nc"), store_(std::in_place, draft_.path(), plan, rows) {}
  SeriesStore& store() { return *store_; }
  void finish(const std::string& digest) {
    store_->finish(digest);
    store_.reset();
    draft_.keep();
  }

 private:
  Draft draft_;
  std::optional<SeriesStore> store_;
};

/// Walks through the plan and writes what the logs hold of each run.
class Collector {
 public:
  Collector(const Plan& plan, const RunIndex& run_index, const fs::path& folder, const WalkProgress& progress)
      : plan_(plan),
        spec_(plan.spec()),
        run_index_(run_index),
        folder_(folder),
        progress_(progress),
        records_(run_index),
        walk_(plan),
        runs_(folder / "runs.csv"),
        failures_(folder / "failures.csv") {}

  Collected collect() {
    check_repeats(run_index_, records_);
    put_heads();
    open_series();
    for (std::uint64_t index = 0; index < plan_.runs(); ++index) {
      tell(plan_.runs() + index);
      add(index, walk_.at(index));
    }
    finish();
    return std::move(out_);
  }

 private:
  /// What the logs hold of a run.
  struct Result {
    const RunIndexEntry* entry;
    bool ended, good;
    RunRecord record = {};
    [[nodiscard]] std::string end() const {
      return ended ? run_status_names()[static_cast<std::size_t>(record.status)] : "missing";
    }
  };

  void tell(std::uint64_t done) const {
    if (progress_ && done % 1024 == 0) progress_(done, 2 * plan_.runs());
  }

  void put_heads() {
    std::string head = heading(plan_);
    failures_.put(head + ",status,attempts,reason,log");
    for (const OutputColumn& column : spec_.outputs) head += "," + csv_cell(column.name);
    runs_.put(head + ",status,seconds,megabytes");
  }

  void open_series() {
    std::size_t rows = 0;
    for (std::uint64_t index = 0; index < plan_.runs(); ++index) {
      rows += walk_.at(index).allowed;
      tell(index);
    }
    if (spec_.series.empty()) return;
    if (has_series_store())
      series_.emplace(folder_, plan_, rows);
    else
      out_.warnings.emplace_back("this build has no NetCDF: series.nc is left out");
  }

  [[nodiscard]] Result result_of(const ContentKey& key) {
    const RunIndexEntry* entry = run_index_.find(key);
    Result out{entry, entry && entry->ended, false};
    if (out.ended) out.record = records_.read(*entry);
    out.good = out.ended && out.record.status == RunStatus::ok;
    return out;
  }

  void add(std::uint64_t index, const PlanWalk::Step& step) {
    if (!step.allowed) {
      ++out_.excluded;
      return;
    }
    ++out_.runs;
    const Result result = result_of(step.key);
    fold(digest_, step.key, result.ended ? &result.record : nullptr);
    put_rows(identity(plan_, index, step.run, walk_.values()), result);
    if (series_) series_->store().add(index, step.run, walk_.values(), result.record.outputs, result.record.series);
    out_.ok += result.good, out_.failed += result.ended && !result.good, out_.missing += !result.ended;
    if (!result.ended && out_.first_missing.size() < 10) out_.first_missing.push_back(index);
  }

  void put_rows(std::string row, const Result& result) {
    const RunRecord& record = result.record;
    if (result.ended && !result.good)
      failures_.put(fmt::format("{},{},{},{},{}", row, result.end(), std::max<int>(1, result.entry->attempts),
                                csv_cell(record.reason), run_index_.logs()[result.entry->log].name));
    for (std::size_t k = 0; k < spec_.outputs.size(); ++k)
      row += result.good && k < record.outputs.size() ? fmt::format(",{}", record.outputs[k]) : ",";
    runs_.put(row + "," + result.end() +
              (result.ended
                   ? fmt::format(",{:.6f},{:.1f}", record.seconds, static_cast<double>(record.kilobytes) / 1024)
                   : ",,"));
  }

  void finish() {
    const ContentKey key = digest_.key();
    out_.digest = fmt::format("{:016x}{:016x}", key.high, key.low);
    out_.files = {"runs.csv", "failures.csv", "provenance.json"};
    if (series_) {
      series_->finish(out_.digest);
      out_.files.emplace_back("series.nc");
    }
    const std::string provenance = json_text(provenance_of(plan_, run_index_, out_), 1);
    runs_.finish(), failures_.finish();
    TextDraft last(folder_ / "provenance.json");
    last.put(provenance);
    last.finish();
  }

  const Plan& plan_;
  const PlanSpec& spec_;
  const RunIndex& run_index_;
  const fs::path& folder_;
  const WalkProgress& progress_;
  RecordReader records_;
  PlanWalk walk_;
  TextDraft runs_, failures_;
  std::optional<SeriesFile> series_;
  ContentHash digest_;
  Collected out_;
};

}  // namespace

Collected collect_sweep(const Plan& plan, const RunIndex& run_index, const fs::path& folder,
                        const WalkProgress& progress) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw OutputError(fmt::format("cannot make {}: {}", folder.string(), error.message()));
  return Collector(plan, run_index, folder, progress).collect();
}

}  // namespace chokepoint::output
