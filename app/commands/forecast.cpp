// simulate forecast
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/statistics.hpp"
#include "analysis/record/assimilation.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/places.hpp"
#include "app/common/run_settings.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"

namespace chokepoint::app {
namespace {

constexpr Month last_known = Month::of(2025, 12);
constexpr int quarters = 8;
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

/// What is foretold, each series by quarter, and what of the record it is conditioned on.
RecordSample asked_of(const std::vector<Target>& targets, Month date, bool free) {
  RecordSample out;
  for (const Target* t : series_of(targets))
    for (int quarter = 1; quarter <= quarters; ++quarter) out.later.push_back({t, date + 3 * quarter, {}});
  if (free) return out;
  for (const Target& t : targets)
    if (t.month <= date) out.known.push_back({&t, t.month, {}});
  return out;
}

/// What was run, and from what: comments before the figures.
std::string head_of(const std::string& as_of, const Scenario& scenario, const ParameterSets& sets,
                    const RunOptions& options) {
  std::string out = fmt::format(
      "# Conditional projection under the scenario {}, made as of {}: what the model gives for 2026 and 2027, "
      "calibrated on "
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
std::string quantile_lines(std::vector<SeriesFigure> figures, bool with_tails) {
  std::string out = "metric,agent,month,unit,kind,deviation,q05,q25,q50,q75,q95\n";
  for (SeriesFigure& figure : figures) {
    const Target& t = *figure.target;
    std::vector<double>& sample = figure.values;
    std::ranges::sort(sample);
    out += fmt::format("{},{},{},{},{},{}", t.metric, cell(t.agent), figure.month.text(), cell(t.unit),
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
      : Command(program, "forecast", "Write what the model gives for the two years after the record, by quarter",
                R"(Examples:
  simulate forecast --as-of 2025-12-31                quarters of the two years after, to standard output
  simulate forecast --as-of 2025-12-31 --runs 200 -o forecast.csv
)") {
    options_.runs = 1000;
    command()
        .add_option("--as-of", as_of_, "Last date of what was known, as 2025-12-31")
        ->required()
        ->type_name("DATE");
    command().add_option("-o,--out", file_, "File to write (default: standard output)")->type_name("FILE");
    command().add_flag("--free", free_, "Run on from the start: figures of the record move nothing");
    judges_by_runs(command(), options_);
  }

  int run() override {
    const Month date = date_of(as_of_);
    ScenarioOptions how = scenario_options(options_);
    how.until = date + 3 * quarters;
    const Scenario scenario = load_scenario(scenario_file("baseline"), how);
    Mistakes mistakes;
    const Layout layout(*scenario.initial->world.data);
    const auto targets = read_targets(config::load_csv(how.data / "targets.csv", mistakes), layout, mistakes);
    mistakes.throw_if_any();
    const ParameterSets sets = parameter_sets(options_, scenario);

    RecordSample figures = asked_of(targets, date, free_);
    sample_record(figures, scenario, sets, run_settings(options_));
    if (!free_) {
      auto moved = assimilated(figures.known, figures.later, {}, options_.seed);
      for (std::size_t k = 0; k < moved.size(); ++k) figures.later[k].values = std::move(moved[k]);
    }

    std::string out = head_of(as_of_, scenario, sets, options_) + assumed(scenario, date, scenario.end);
    out +=
        "# q05 ... q95: quantiles over random variation and parameters, in the unit. deviation: standard deviation of "
        "a figure of the record of this kind (of its logarithm for kind log), to be added when one is scored.\n";
    out += free_ ? "# run on from 2017: no figure of the record moves a member\n"
                 : fmt::format(
                       "# conditioned on all figures of the record: equations' error {:g} of a figure's standard "
                       "deviation, fading over {:g} months; {:g} of covariances between series\n",
                       Assimilation{}.discrepancy, Assimilation{}.memory, Assimilation{}.coupling);
    const std::string few = too_few(options_.runs, fewest::values_for_tails, "runs");
    if (!few.empty()) out += fmt::format("# q05 and q95 are not told: {}\n", few);
    out += quantile_lines(std::move(figures.later), few.empty());
    if (file_.empty())
      fmt::print("{}", out);
    else
      write_text(output_file(file_, "forecast.csv"), out);
    return 0;
  }

 private:
  std::string as_of_, file_;
  bool free_ = false;
  RunOptions options_;
};

template std::unique_ptr<Command> make_command<ForecastCommand>(const Program&);

}  // namespace chokepoint::app
