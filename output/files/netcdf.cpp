// NetCDF-4 by its C library.
#include "output/files/netcdf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "engine/base/file.hpp"
#include "engine/base/month.hpp"
#include "output/files/result_folder.hpp"

#ifdef CHOKEPOINT_NETCDF
#include <netcdf.h>
#endif

namespace chokepoint::output {

#ifdef CHOKEPOINT_NETCDF

namespace {

constexpr std::size_t chunk = 256;  ///< runs
constexpr const char* dates =
    "days since 2017-01-01";  ///< a unit that every reader decodes: months are none in the standard calendar

void require(int code, const std::string& what) {
  if (code != NC_NOERR) throw OutputError(fmt::format("cannot write {}: {}", what, nc_strerror(code)));
}

/// A name that tools take as a word.
std::string word(std::string name) {
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0 && c != '_'; }, '_');
  return name;
}

/// Days from the first of January 2017 to the first of a month.
double days(Month month) {
  int out = 0;
  for (Month m{0}; m < month; m = m + 1) {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int year = m.calendar_year();
    out += lengths[m.calendar_month() - 1] +
           (m.calendar_month() == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
  }
  return out;
}

}  // namespace

struct SeriesStore::File {
  const Plan& plan;
  std::string name;
  int id = -1, time = 0, run = 0;  ///< of the file and of its dimensions
  int number = 0, point = 0, scenario = 0, replicate = 0;
  std::vector<int> factors, outputs, series;
  std::set<std::string> taken;  ///< names of variables
  std::size_t first = 0;        ///< runs written so far
  std::vector<long long> numbers, points;
  std::vector<int> scenarios, replicates;
  std::vector<std::vector<double>> values, results;
  std::vector<std::vector<float>> blocks;  ///< by series: run by run, then turned

  File(const std::filesystem::path& path, const Plan& p, std::size_t count) : plan(p), name(path.string()) {
    const PlanSpec& spec = plan.spec();
    const auto months = static_cast<std::size_t>(spec.months);
    check(nc_create(path.c_str(), NC_NETCDF4 | NC_CLOBBER, &id));
    check(nc_def_dim(id, "time", months, &time));
    check(nc_def_dim(id, "run", count, &run));
    const int when = variable("time", NC_DOUBLE, {&time, 1}, dates, "first day of the month");
    text(when, "standard_name", "time"), text(when, "calendar", "standard"), text(when, "axis", "T");
    define_runs(spec);
    for (const Factor& factor : spec.factors) define_factor(factor);
    for (const OutputColumn& column : spec.outputs) {
      outputs.push_back(variable("output_" + word(column.name), NC_DOUBLE, {&run, 1}, column.unit, column.meaning));
      describe(outputs.back(), column);
      text(outputs.back(), "month", Month{column.month}.text());
    }
    for (const OutputColumn& column : spec.series)
      define_series(column, std::min(chunk, std::max<std::size_t>(count, 1)));
    text(NC_GLOBAL, "Conventions", "CF-1.10"),
        text(NC_GLOBAL, "title", spec.question.empty() ? spec.name : spec.question);
    text(NC_GLOBAL, "study", spec.name), text(NC_GLOBAL, "source", "chokepoint " + spec.version);
    check(nc_enddef(id));
    std::vector<double> firsts;
    for (int m = 0; m < spec.months; ++m) firsts.push_back(days(Month{m}));
    check(nc_put_var_double(id, when, firsts.data()));
    values.resize(factors.size()), results.resize(outputs.size()), blocks.resize(series.size());
  }
  ~File() {
    if (id >= 0) nc_close(id);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void define_runs(const PlanSpec& spec) {
    number = variable("run", NC_INT, {&run, 1}, "1", "number of the run");
    point = variable("point", NC_INT, {&run, 1}, "1", "number of the point of the design");
    scenario = variable("scenario", NC_INT, {&run, 1}, {}, "scenario");
    replicate = variable("replicate", NC_INT, {&run, 1}, "1",
                         "number of the replicate: runs with the same share random numbers");
    std::vector<std::string> names;
    for (const Alternative& a : spec.alternatives) names.push_back(a.name);
    flags(scenario, names);
  }

  void define_factor(const Factor& factor) {
    const bool month = factor.kind == FactorKind::month, choice = factor.kind == FactorKind::choice;
    const std::optional<std::string> unit = month                           ? std::optional<std::string>(dates)
                                            : choice || factor.unit.empty() ? std::nullopt
                                                                            : std::optional(factor.unit);
    const int made = variable("factor_" + word(factor.name), NC_DOUBLE, {&run, 1}, unit,
                              factor.path.empty() ? "policies" : factor.path.text());
    text(made, "factor", factor.name);
    if (month) text(made, "calendar", "standard");
    if (choice) {
      std::vector<std::string> labels;
      for (const Level& level : factor.levels) labels.push_back(level.label);
      flags(made, labels);
    }
    factors.push_back(made);
  }

  void define_series(const OutputColumn& column, std::size_t runs) {
    const int dimensions[2] = {time, run};
    const int made = variable(word(column.name), NC_FLOAT, dimensions, column.unit, column.meaning);
    describe(made, column);
    const float nothing = std::numeric_limits<float>::quiet_NaN();
    check(nc_put_att_float(id, made, "_FillValue", NC_FLOAT, 1, &nothing));
    const std::size_t sizes[2] = {static_cast<std::size_t>(std::max(1, plan.spec().months)), runs};
    check(nc_def_var_chunking(id, made, NC_CHUNKED, sizes));
    check(nc_def_var_deflate(id, made, 1, 1, 1));
    series.push_back(made);
  }

  /// Names as the program knows them; a name of a variable is but a word.
  void describe(int of, const OutputColumn& column) const {
    text(of, "metric", column.metric);
    if (!column.agent.empty()) text(of, "agent", column.agent);
    text(of, "column", column.name);
  }

  void check(int code) const { require(code, name); }
  void text(int of, const char* key, const std::string& said) const {
    check(nc_put_att_text(id, of, key, said.size(), said.c_str()));
  }
  /// Without a unit: one that is not known, which "1" would be a claim about.
  int variable(const std::string& called, nc_type type, std::span<const int> dimensions,
               const std::optional<std::string>& unit, const std::string& meaning) {
    std::string free = called;
    for (int k = 2; !taken.insert(free).second; ++k) free = fmt::format("{}_{}", called, k);
    int out = 0;
    check(nc_def_var(id, free.c_str(), type, static_cast<int>(dimensions.size()), dimensions.data(), &out));
    if (unit) text(out, "units", unit->empty() ? "1" : *unit);
    text(out, "long_name", meaning);
    return out;
  }
  /// Numbers that stand for names: as words, as CF wants them, and as they are, one a line.
  void flags(int of, const std::vector<std::string>& names) const {
    std::vector<int> numbers_of;
    std::string meanings, labels;
    for (std::size_t k = 0; k < names.size(); ++k) {
      numbers_of.push_back(static_cast<int>(k));
      meanings += (k ? " " : "") + word(names[k]);
      labels += (k ? "\n" : "") + names[k];
    }
    check(nc_put_att_int(id, of, "flag_values", NC_INT, numbers_of.size(), numbers_of.data()));
    text(of, "flag_meanings", meanings), text(of, "labels", labels);
  }

  void flush() {
    const std::size_t runs = numbers.size(), months = static_cast<std::size_t>(plan.spec().months);
    if (runs == 0) return;
    check(nc_put_vara_longlong(id, number, &first, &runs, numbers.data()));
    check(nc_put_vara_longlong(id, point, &first, &runs, points.data()));
    check(nc_put_vara_int(id, scenario, &first, &runs, scenarios.data()));
    check(nc_put_vara_int(id, replicate, &first, &runs, replicates.data()));
    for (std::size_t f = 0; f < factors.size(); ++f)
      check(nc_put_vara_double(id, factors[f], &first, &runs, values[f].data()));
    for (std::size_t k = 0; k < outputs.size(); ++k)
      check(nc_put_vara_double(id, outputs[k], &first, &runs, results[k].data()));
    const std::size_t start[2] = {0, first}, count[2] = {months, runs};
    std::vector<float> turned(months * runs);
    for (std::size_t s = 0; s < series.size(); ++s) {
      for (std::size_t r = 0; r < runs; ++r)
        for (std::size_t m = 0; m < months; ++m) turned[m * runs + r] = blocks[s][r * months + m];
      check(nc_put_vara_float(id, series[s], start, count, turned.data()));
    }
    first += runs;
    numbers.clear(), points.clear(), scenarios.clear(), replicates.clear();
    for (auto* all : {&values, &results})
      for (auto& one : *all) one.clear();
    for (auto& one : blocks) one.clear();
  }
};

bool has_series_store() { return true; }

SeriesStore::SeriesStore(const std::filesystem::path& file, const Plan& plan, std::size_t rows)
    : file_(std::make_unique<File>(file, plan, rows)) {}
SeriesStore::~SeriesStore() = default;

void SeriesStore::add(std::uint64_t number, const PlannedRun& run, const std::vector<double>& values,
                      std::span<const double> outputs, std::span<const float> series) {
  File& f = *file_;
  f.numbers.push_back(static_cast<long long>(number)), f.points.push_back(static_cast<long long>(run.point));
  f.scenarios.push_back(static_cast<int>(run.alternative)), f.replicates.push_back(static_cast<int>(run.replicate));
  for (std::size_t k = 0; k < values.size(); ++k) {
    const Factor& factor = f.plan.spec().factors[k];
    const double value = factor.number(values[k]);
    f.values[k].push_back(factor.kind == FactorKind::month ? days(Month{static_cast<int>(std::lround(value))}) : value);
  }
  for (std::size_t k = 0; k < f.results.size(); ++k)
    f.results[k].push_back(k < outputs.size() ? outputs[k] : std::numeric_limits<double>::quiet_NaN());
  const auto months = static_cast<std::size_t>(f.plan.spec().months);
  for (std::size_t s = 0; s < f.blocks.size(); ++s) {
    if (series.size() == f.blocks.size() * months)
      std::ranges::copy(series.subspan(s * months, months), std::back_inserter(f.blocks[s]));
    else
      f.blocks[s].insert(f.blocks[s].end(), months, std::numeric_limits<float>::quiet_NaN());
  }
  if (f.numbers.size() == chunk) f.flush();
}

void SeriesStore::finish(const std::string& digest) {
  File& f = *file_;
  f.flush();
  f.check(nc_redef(f.id));
  f.text(NC_GLOBAL, "digest", digest);
  const int id = std::exchange(f.id, -1);
  f.check(nc_close(id));
}

#else

struct SeriesStore::File {};
bool has_series_store() { return false; }
SeriesStore::SeriesStore(const std::filesystem::path& file, const Plan&, std::size_t) {
  throw OutputError(fmt::format("cannot write {}: this build has no NetCDF", file.string()));
}
SeriesStore::~SeriesStore() = default;
void SeriesStore::add(std::uint64_t, const PlannedRun&, const std::vector<double>&, std::span<const double>,
                      std::span<const float>) {}
void SeriesStore::finish(const std::string&) {}

#endif

}  // namespace chokepoint::output
