// simulate forecast
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/statistics.hpp"
#include "analysis/record/targets.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/options.hpp"
#include "app/common/places.hpp"
#include "app/common/sampling.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"

namespace chokepoint::app {
namespace {

constexpr Month record_end = Month::of(2025, 12);
constexpr std::array<double, 5> levels = {0.05, 0.25, 0.5, 0.75, 0.95};

/// What is foretold: each series that the record tells of, once, in the unit and with the error of its latest figure.
std::vector<const Target*> series_of(const std::vector<Target>& targets) {
  std::vector<const Target*> out;
  for (const Target& t : targets) {
    const auto same = std::ranges::find_if(
        out, [&](const Target* other) { return other->metric == t.metric && other->agent == t.agent; });
    if (same == out.end())
      out.push_back(&t);
    else if ((*same)->month < t.month)
      *same = &t;
  }
  return out;
}

std::string cell(const std::string& text) {
  return text.find_first_of(",\"") == std::string::npos ? text : '"' + text + '"';
}

/// Dated measures that begin or end after the date: inputs of the scenario, some of which were decided later.
std::string assumed(const Scenario& scenario, Month after, Month until) {
  std::string out;
  for (const auto& event : scenario.calendar->events())
    if (const EventHeader& h = event->header; !h.trigger && h.type != "note") {
      if (h.start > after && h.start <= until)
        out += fmt::format("# policy given: {} from {}\n", h.id, h.start.text());
      else if (h.start <= after && h.end && *h.end > after && *h.end <= until)
        out += fmt::format("# policy given: {} ends in {}\n", h.id, h.end->text());
    }
  return out;
}

}  // namespace

int forecast_command(const std::string& as_of, const std::string& file, const RunOptions& options) {
  Mistakes mistakes;
  auto date = Month::parse(as_of.substr(0, 7));
  if (as_of.size() != 7 && (as_of.size() != 10 || as_of[7] != '-' || as_of.substr(8) < "01" || as_of.substr(8) > "31" ||
                            as_of.find_first_not_of("0123456789", 8) != std::string::npos))
    date.reset();
  if (!date)
    mistakes.add({"--as-of"}, fmt::format("'{}' should be a date like 2025-12-31 or a month", as_of));
  else if (*date != record_end)
    mistakes.add(
        {"--as-of"},
        fmt::format(
            "the record and the parameters calibrated on it end in {}: a forecast as of {} would not be what it says",
            record_end.text(), date->text()));
  mistakes.throw_if_any();
  ScenarioOptions how = scenario_options(options);
  how.until = *date + 12;
  const Scenario scenario = load_scenario(scenario_file("baseline"), how);
  const Layout layout(*scenario.initial->world.data);
  const auto targets = read_targets(config::load_csv(how.data / "targets.csv", mistakes), layout, mistakes);
  mistakes.throw_if_any();
  const ParameterSets sets = parameter_sets(options, scenario);

  const auto series = series_of(targets);
  std::vector<Figure> figures;
  for (const Target* t : series)
    for (int quarter = 1; quarter <= 4; ++quarter) figures.push_back({t->metric, t->agent, *date + 3 * quarter});
  auto values = sample_figures(scenario, figures, sets, options);

  std::string out = fmt::format(
      "# Conditional projection under the scenario {}, made as of {}: what the model gives for 2026, calibrated on "
      "figures up to {} alone; policies are given, those dated later too (listed below). Not observed, not revised.\n",
      scenario.name(), as_of, record_end.text());
  out += fmt::format(
      "# command: simulate forecast --as-of {} --parameters {} --runs {} --seed {}{}\n# program: chokepoint {}; "
      "parameter sets: {}, {} rows, {:016x}\n",
      as_of, options.parameters.empty() ? "posterior" : options.parameters, options.runs, options.seed,
      options_of_all(options), CHOKEPOINT_VERSION, std::filesystem::path(sets.source()).filename().string(),
      sets.rows(), sets.hash());
  for (const auto& [name, hash] : scenario.data_hashes)
    out += fmt::format("# input: {} {:016x}\n", std::filesystem::path(name).filename().string(), hash);
  out += assumed(scenario, *date, scenario.end);
  out +=
      "# q05 ... q95: quantiles over random variation and parameters, in the unit. deviation: standard deviation of a "
      "figure of "
      "the record of this kind (of its logarithm for kind log), to be added when one is scored.\n";
  const std::string few = too_few(options.runs, fewest::values_for_tails, "runs");
  if (!few.empty()) out += fmt::format("# q05 and q95 are not told: {}\n", few);
  out += "metric,agent,month,unit,kind,deviation,q05,q25,q50,q75,q95\n";
  for (std::size_t s = 0; s < series.size(); ++s) {
    const Target& t = *series[s];
    for (std::size_t quarter = 0; quarter < 4; ++quarter) {
      std::vector<double>& sample = values[4 * s + quarter];
      std::ranges::sort(sample);
      out += fmt::format("{},{},{},{},{},{}", t.metric, cell(t.agent), figures[4 * s + quarter].month.text(),
                         cell(t.unit), t.logarithmic ? "log" : "absolute", t.deviation);
      for (const double level : levels)
        out += !few.empty() && (level == levels.front() || level == levels.back())
                   ? ","
                   : fmt::format(",{:.5g}", quantile(sample, level) * t.scale);
      out += "\n";
    }
  }
  if (file.empty())
    fmt::print("{}", out);
  else
    write_text(output_file(file, "forecast.csv"), out);
  return 0;
}

}  // namespace chokepoint::app
