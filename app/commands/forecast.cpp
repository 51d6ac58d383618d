// simulate forecast
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/statistics.hpp"
#include "analysis/record/targets.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/places.hpp"
#include "app/common/run_settings.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"

namespace chokepoint::app {
namespace {

constexpr Month last_known = Month::of(2025, 12);
constexpr int quarters = 4;
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

/// The date of what was known: a month, or a day in it; the record's last, whose parameters there are.
Month date_of(const std::string& as_of) {
  Mistakes mistakes;
  auto date = Month::parse(as_of.substr(0, 7));
  if (as_of.size() != 7 && (as_of.size() != 10 || as_of[7] != '-' || as_of.substr(8) < "01" || as_of.substr(8) > "31" ||
                            as_of.find_first_not_of("0123456789", 8) != std::string::npos))
    date.reset();
  if (!date)
    mistakes.add({"--as-of"}, fmt::format("'{}' should be a date like 2025-12-31 or a month", as_of));
  else if (*date != last_known)
    mistakes.add(
        {"--as-of"},
        fmt::format(
            "the record and the parameters calibrated on it end in {}: a forecast as of {} would not be what it says",
            last_known.text(), date->text()));
  mistakes.throw_if_any();
  return *date;
}

/// What was run, and from what: comments before the figures.
std::string head_of(const std::string& as_of, const Scenario& scenario, const ParameterSets& sets,
                    const RunOptions& options) {
  std::string out = fmt::format(
      "# Conditional projection under the scenario {}, made as of {}: what the model gives for 2026, calibrated on "
      "figures up to {} alone; policies are given, those dated later too (listed below). Not observed, not revised.\n",
      scenario.name(), as_of, last_known.text());
  out += fmt::format(
      "# command: simulate forecast --as-of {} --parameters {} --runs {} --seed {}{}\n# program: chokepoint {}; "
      "parameter sets: {}, {} rows, {:016x}\n",
      as_of, options.parameters.empty() ? "posterior" : options.parameters, options.runs, options.seed,
      options_of_all(options), CHOKEPOINT_VERSION, std::filesystem::path(sets.source()).filename().string(),
      sets.rows(), sets.hash());
  for (const auto& [name, hash] : scenario.data_hashes)
    out += fmt::format("# input: {} {:016x}\n", std::filesystem::path(name).filename().string(), hash);
  return out;
}

/// One line a series and quarter. Tails of too few runs are left empty.
std::string quantile_lines(const std::vector<const Target*>& series, const std::vector<Figure>& figures,
                           std::vector<std::vector<double>> values, bool with_tails) {
  std::string out = "metric,agent,month,unit,kind,deviation,q05,q25,q50,q75,q95\n";
  for (std::size_t k = 0; k < figures.size(); ++k) {
    const Target& t = *series[k / quarters];
    std::vector<double>& sample = values[k];
    std::ranges::sort(sample);
    out += fmt::format("{},{},{},{},{},{}", t.metric, cell(t.agent), figures[k].month.text(), cell(t.unit),
                       t.logarithmic ? "log" : "absolute", t.deviation);
    for (const double level : levels)
      out += !with_tails && (level == levels.front() || level == levels.back())
                 ? ","
                 : fmt::format(",{:.5g}", quantile(sample, level) * t.scale);
    out += "\n";
  }
  return out;
}

}  // namespace

class ForecastCommand final : public Command {
 public:
  explicit ForecastCommand(const Program& program)
      : Command(program, "forecast", "Write what the model gives for the year after the record, by quarter",
                R"(Examples:
  simulate forecast --as-of 2025-12-31                quarters of the year after, to standard output
  simulate forecast --as-of 2025-12-31 --runs 200 -o forecast.csv
)") {
    options_.runs = 1000;
    command()
        .add_option("--as-of", as_of_, "Last date of what was known, as 2025-12-31")
        ->required()
        ->type_name("DATE");
    command().add_option("-o,--out", file_, "File to write (default: standard output)")->type_name("FILE");
    judges_by_runs(command(), options_);
  }

  int run() override {
    const Month date = date_of(as_of_);
    ScenarioOptions how = scenario_options(options_);
    how.until = date + 12;
    const Scenario scenario = load_scenario(scenario_file("baseline"), how);
    Mistakes mistakes;
    const Layout layout(*scenario.initial->world.data);
    const auto targets = read_targets(config::load_csv(how.data / "targets.csv", mistakes), layout, mistakes);
    mistakes.throw_if_any();
    const ParameterSets sets = parameter_sets(options_, scenario);

    const auto series = series_of(targets);
    std::vector<Figure> figures;
    for (const Target* t : series)
      for (int quarter = 1; quarter <= quarters; ++quarter)
        figures.push_back({t->metric, t->agent, date + 3 * quarter});
    auto values = sample_figures(scenario, figures, sets, run_settings(options_));

    std::string out = head_of(as_of_, scenario, sets, options_) + assumed(scenario, date, scenario.end);
    out +=
        "# q05 ... q95: quantiles over random variation and parameters, in the unit. deviation: standard deviation of "
        "a figure of the record of this kind (of its logarithm for kind log), to be added when one is scored.\n";
    const std::string few = too_few(options_.runs, fewest::values_for_tails, "runs");
    if (!few.empty()) out += fmt::format("# q05 and q95 are not told: {}\n", few);
    out += quantile_lines(series, figures, std::move(values), few.empty());
    if (file_.empty())
      fmt::print("{}", out);
    else
      write_text(output_file(file_, "forecast.csv"), out);
    return 0;
  }

 private:
  std::string as_of_, file_;
  RunOptions options_;
};

template std::unique_ptr<Command> make_command<ForecastCommand>(const Program&);

}  // namespace chokepoint::app
