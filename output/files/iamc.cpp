// Rows of the IAMC format.
#include "output/files/iamc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "output/files/numbers.hpp"
#include "output/files/run_tables.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {
namespace {

constexpr int months_a_year = 12;

struct Statistic {
  std::string_view name;
  double Summary::*value;
};
constexpr std::array statistics = {Statistic{"Mean", &Summary::mean}, Statistic{"5.0th Percentile", &Summary::low},
                                   Statistic{"50.0th Percentile", &Summary::median},
                                   Statistic{"95.0th Percentile", &Summary::high}};

/// The last month simulated of each year.
std::vector<std::size_t> ends_of_years(std::size_t months) {
  std::vector<std::size_t> out;
  for (std::size_t m = 0; m < months; ++m)
    if (Month{static_cast<int>(m)}.calendar_month() == months_a_year || m + 1 == months) out.push_back(m);
  return out;
}

bool has_region(const Series& series) { return series.region.exists() || series.metric->of == Dimension::nation; }

std::string variable_of(const Series& series) {
  std::string out(series.metric->name);
  if (!has_region(series) && !series.agent_name.empty()) out += "|" + series.agent_name;
  return out;
}

void append_rows(std::string& out, const std::string& head, const Series& series, const std::vector<Summary>& years) {
  for (const Statistic& statistic : statistics) {
    out += fmt::format("{},{},{},{}", head, csv_cell(has_region(series) ? series.agent_name : "World"),
                       csv_cell(fmt::format("{}|{}", variable_of(series), statistic.name)),
                       csv_cell(std::string(series.metric->unit)));
    for (const Summary& year : years) out += ',', append_number(out, year.*statistic.value, 9);
    out += '\n';
  }
}

}  // namespace

std::string iamc_csv(const Results& results, const std::vector<std::string>& metrics) {
  const std::vector<std::size_t> ends = ends_of_years(results.months());
  std::string out = "model,scenario,region,variable,unit";
  for (const std::size_t m : ends) out += fmt::format(",{}", Month{static_cast<int>(m)}.calendar_year());
  out += '\n';
  const std::string head =
      fmt::format("{},{}", csv_cell("chokepoint " + results.version), csv_cell(results.main->scenario->name()));
  for (const std::size_t s : results.layout->measured()) {
    const Series& series = results.layout->series()[s];
    if (!is_asked(series, metrics) || never_moves(*results.main, s)) continue;
    std::vector<Summary> years;
    for (const std::size_t m : ends) {
      std::vector<double> values = results.main->values(m, s);
      years.push_back(summarise(values));
    }
    append_rows(out, head, series, years);
  }
  return out;
}

}  // namespace chokepoint::output
