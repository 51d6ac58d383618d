// NetCDF-4 by its C library.
#include "output/series_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/month.hpp"
#include "output/files.hpp"

#ifdef CHOKEPOINT_NETCDF
#include <netcdf.h>
#endif

namespace chokepoint::output {

#ifdef CHOKEPOINT_NETCDF

namespace {

constexpr std::size_t chunk = 256;  ///< runs

void require(int code, const std::string& what) {
  if (code != NC_NOERR) throw OutputError(fmt::format("cannot write {}: {}", what, nc_strerror(code)));
}

/// A name that tools take as a word.
std::string word(std::string name) {
  std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0 && c != '_'; }, '_');
  return name;
}

/// Days from the first of January 2017 to the first of a month.
double days(Month month) {
  int out = 0;
  for (Month m{0}; m < month; m = m + 1) {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int year = m.calendar_year();
    out += lengths[m.calendar_month() - 1] + (m.calendar_month() == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
  }
  return out;
}

}  // namespace

struct SeriesStore::File {
  const Plan& plan;
  std::string name;
  int id = -1;
  int number = 0, point = 0, scenario = 0, replicate = 0;
  std::vector<int> factors, series;
  std::size_t rows = 0, first = 0;  ///< rows written so far
  std::vector<long long> numbers, points;
  std::vector<int> scenarios, replicates;
  std::vector<std::vector<double>> values;
  std::vector<std::vector<float>> blocks;

  File(const std::filesystem::path& path, const Plan& p, std::size_t count) : plan(p), name(path.string()), rows(count) {
    const PlanSpec& spec = plan.spec();
    check(nc_create(path.c_str(), NC_NETCDF4 | NC_CLOBBER, &id));
    int dimensions[2] = {};
    check(nc_def_dim(id, "run", count, &dimensions[0]));
    check(nc_def_dim(id, "time", static_cast<std::size_t>(spec.months), &dimensions[1]));
    const int time = variable("time", NC_DOUBLE, {&dimensions[1], 1}, "days since 2017-01-01", "first day of the month");
    text(time, "standard_name", "time"), text(time, "calendar", "standard"), text(time, "axis", "T");
    number = variable("run", NC_INT64, {dimensions, 1}, "1", "number of the run");
    point = variable("point", NC_INT64, {dimensions, 1}, "1", "number of the point of the design");
    scenario = variable("scenario", NC_INT, {dimensions, 1}, "1", "scenario");
    replicate = variable("replicate", NC_INT, {dimensions, 1}, "1", "number of the replicate: runs with the same have the same luck");
    std::vector<std::string> names;
    for (const Alternative& a : spec.alternatives) names.push_back(a.name);
    flags(scenario, names);
    for (const Factor& factor : spec.factors) {
      factors.push_back(variable("factor_" + word(factor.name), NC_DOUBLE, {dimensions, 1}, factor.kind == FactorKind::month ? "months since 2017-01" : "1", factor.path.empty() ? "policies" : factor.path));
      if (factor.kind != FactorKind::choice) continue;
      std::vector<std::string> labels;
      for (const Level& level : factor.levels) labels.push_back(level.label);
      flags(factors.back(), labels);
    }
    for (const OutputColumn& column : spec.series) {
      series.push_back(variable(word(column.name), NC_FLOAT, {dimensions, 2}, column.unit, column.meaning));
      const float nothing = std::numeric_limits<float>::quiet_NaN();
      check(nc_put_att_float(id, series.back(), "_FillValue", NC_FLOAT, 1, &nothing));
      const std::size_t sizes[2] = {std::min(chunk, std::max<std::size_t>(count, 1)), static_cast<std::size_t>(std::max(1, spec.months))};
      check(nc_def_var_chunking(id, series.back(), NC_CHUNKED, sizes));
      check(nc_def_var_deflate(id, series.back(), 1, 1, 1));
    }
    text(NC_GLOBAL, "Conventions", "CF-1.10"), text(NC_GLOBAL, "title", spec.question.empty() ? spec.name : spec.question);
    text(NC_GLOBAL, "study", spec.name), text(NC_GLOBAL, "source", "chokepoint " + spec.version);
    check(nc_enddef(id));
    std::vector<double> dates;
    for (int m = 0; m < spec.months; ++m) dates.push_back(days(Month{m}));
    check(nc_put_var_double(id, time, dates.data()));
    values.resize(factors.size()), blocks.resize(series.size());
  }
  ~File() {
    if (id >= 0) nc_close(id);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void check(int code) const { require(code, name); }
  void text(int of, const char* key, const std::string& said) const { check(nc_put_att_text(id, of, key, said.size(), said.c_str())); }
  int variable(const std::string& called, nc_type type, std::span<const int> dimensions, const std::string& unit, const std::string& meaning) const {
    int out = 0;
    check(nc_def_var(id, called.c_str(), type, static_cast<int>(dimensions.size()), dimensions.data(), &out));
    text(out, "units", unit.empty() ? "1" : unit), text(out, "long_name", meaning);
    return out;
  }
  void flags(int of, const std::vector<std::string>& names) const {
    std::vector<int> numbers_of;
    std::string meanings;
    for (std::size_t k = 0; k < names.size(); ++k) {
      numbers_of.push_back(static_cast<int>(k));
      meanings += (k ? " " : "") + word(names[k]);
    }
    check(nc_put_att_int(id, of, "flag_values", NC_INT, numbers_of.size(), numbers_of.data()));
    text(of, "flag_meanings", meanings);
  }

  void flush() {
    const std::size_t start[2] = {first, 0}, count[2] = {numbers.size(), static_cast<std::size_t>(plan.spec().months)};
    if (numbers.empty()) return;
    check(nc_put_vara_longlong(id, number, start, count, numbers.data()));
    check(nc_put_vara_longlong(id, point, start, count, points.data()));
    check(nc_put_vara_int(id, scenario, start, count, scenarios.data()));
    check(nc_put_vara_int(id, replicate, start, count, replicates.data()));
    for (std::size_t f = 0; f < factors.size(); ++f) check(nc_put_vara_double(id, factors[f], start, count, values[f].data()));
    for (std::size_t s = 0; s < series.size(); ++s) check(nc_put_vara_float(id, series[s], start, count, blocks[s].data()));
    first += numbers.size();
    numbers.clear(), points.clear(), scenarios.clear(), replicates.clear();
    for (auto* all : {&values}) for (auto& one : *all) one.clear();
    for (auto& one : blocks) one.clear();
  }
};

bool has_series_store() { return true; }

SeriesStore::SeriesStore(const std::filesystem::path& file, const Plan& plan, std::size_t rows) : file_(std::make_unique<File>(file, plan, rows)) {}
SeriesStore::~SeriesStore() = default;

void SeriesStore::add(std::uint64_t number, const PlannedRun& run, const std::vector<double>& values, std::span<const float> series) {
  File& f = *file_;
  f.numbers.push_back(static_cast<long long>(number)), f.points.push_back(static_cast<long long>(run.point));
  f.scenarios.push_back(static_cast<int>(run.alternative)), f.replicates.push_back(static_cast<int>(run.replicate));
  for (std::size_t k = 0; k < values.size(); ++k) {
    const Factor& factor = f.plan.spec().factors[k];
    f.values[k].push_back(factor.number(values[k]));
  }
  const auto months = static_cast<std::size_t>(f.plan.spec().months);
  for (std::size_t s = 0; s < f.blocks.size(); ++s) {
    if (series.size() == f.blocks.size() * months) std::ranges::copy(series.subspan(s * months, months), std::back_inserter(f.blocks[s]));
    else f.blocks[s].insert(f.blocks[s].end(), months, std::numeric_limits<float>::quiet_NaN());
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
SeriesStore::SeriesStore(const std::filesystem::path& file, const Plan&, std::size_t) { throw OutputError(fmt::format("cannot write {}: this build has no NetCDF", file.string())); }
SeriesStore::~SeriesStore() = default;
void SeriesStore::add(std::uint64_t, const PlannedRun&, const std::vector<double>&, std::span<const float>) {}
void SeriesStore::finish(const std::string&) {}

#endif

}  // namespace chokepoint::output
