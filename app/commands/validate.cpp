// simulate validate
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "agents/schedule.hpp"
#include "analysis/methods/enough.hpp"
#include "analysis/record/hindcasts.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/places.hpp"
#include "app/common/sampling.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/json_text.hpp"
#include "output/text/table.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

constexpr Month record_end = Month::of(2025, 12);
constexpr std::array<Month, 3> origins = {Month::of(2022, 12), Month::of(2023, 12), Month::of(2024, 12)};
constexpr std::array<int, 2> horizons = {12, 24};

/// Options of a run of the record with the parameter sets of a file.
RunOptions with_sets(RunOptions options, const fs::path& file) {
  options.parameters = file.string();
  return options;
}

Scenario record(const RunOptions& options, const std::vector<std::string>& policies = {}) {
  RunOptions typed = options;
  typed.policies.insert(typed.policies.end(), policies.begin(), policies.end());
  ScenarioOptions how = scenario_options(typed);
  how.until = record_end;
  return load_scenario(scenario_file("history"), how);
}

std::vector<Hindcast> hindcasts_from(Month origin, const std::vector<Target>& targets, const Scenario& history,
                                     const ParameterSets& sets, const RunOptions& options) {
  std::vector<std::pair<const Target*, int>> asked;
  for (const int months : horizons)
    for (const Target* t : to_predict(targets, origin, months)) asked.emplace_back(t, months);
  std::vector<Figure> figures;
  for (const auto& [t, months] : asked) figures.push_back({t->metric, t->agent, t->month});
  const auto values = sample_figures(history, figures, sets, options);
  std::vector<Hindcast> out;
  for (std::size_t k = 0; k < asked.size(); ++k)
    out.push_back(score(targets, *asked[k].first, origin, asked[k].second, values[k]));
  return out;
}

// --- patterns
// ---------------------------------------------------------------------------------------------------------

/// A shape of the record that the model must show with one set of parameters (Grimm et al. 2005).
struct Shape {
  const char* name;
  const char* rule;
  std::vector<Figure> figures;
  bool (*shows)(std::span<const double>);
};

const std::vector<Shape>& shapes() {
  static const auto at = [](int year, int month) { return Month::of(year, month); };
  static const std::vector<Shape> all = {
      {"A: China's share of compute steps down after 2023",
       "share of 2024-12 below 0.8 x that of 2022-12",
       {{"compute_share", "CN", at(2022, 12)}, {"compute_share", "CN", at(2024, 12)}},
       [](std::span<const double> v) { return v[1] < 0.8 * v[0]; }},
      {"B: a Chinese designer takes off",
       "Cambricon's quarter of 2025-09 above 5 x that of a year before",
       {{"cambricon_growth", "", at(2025, 9)}},
       [](std::span<const double> v) { return v[0] > 5; }},
      {"C: the lag swings",
       "2025-01 below both 2024-06 and 2025-10",
       {{"lag_months_cn", "", at(2024, 6)}, {"lag_months_cn", "", at(2025, 1)}, {"lag_months_cn", "", at(2025, 10)}},
       [](std::span<const double> v) { return v[1] < v[0] && v[1] < v[2]; }},
      {"D: purchases jump before rules bind",
       "Dutch lithography tools of 2023 above 1.5 x 2022, and stacks of memory at the end of 2024 above 2 x mid-2024",
       {{"lithography_tools_cn_12m", "", at(2022, 12)},
        {"lithography_tools_cn_12m", "", at(2023, 12)},
        {"hbm_stock_cn", "", at(2024, 6)},
        {"hbm_stock_cn", "", at(2024, 12)}},
       [](std::span<const double> v) { return v[1] > 1.5 * v[0] && v[3] > 2 * v[2]; }},
      {"E: compute is scarcer in China",
       "scarcity of 2024-12 above 0.1 in China and above twice that of the US",
       {{"scarcity", "CN", at(2024, 12)}, {"scarcity", "US", at(2024, 12)}},
       [](std::span<const double> v) { return v[0] > 0.1 && v[0] > 2 * v[1]; }},
      {"F: laggards open",
       "of the top 20 of 2025-10 more open Chinese models than open US ones",
       {{"top20_cn_open", "", at(2025, 10)}, {"top20_us_open", "", at(2025, 10)}},
       [](std::span<const double> v) { return v[0] > v[1]; }},
  };
  return all;
}

constexpr double most_runs = 0.8;
struct Shown {
  const Shape* shape;
  double share;  ///< of runs that show it
  std::size_t runs;
  [[nodiscard]] const char* verdict() const {
    return runs < fewest::runs_to_be_likely ? "too few runs" : share >= most_runs ? "pass" : "fail";
  }
};

std::vector<Shown> patterns(const Scenario& history, const ParameterSets& sets, const RunOptions& options) {
  std::vector<Figure> figures;
  for (const Shape& s : shapes())
    for (const Figure& figure : s.figures) figures.push_back(figure);
  const auto values = sample_figures(history, figures, sets, options);
  std::vector<Shown> out;
  std::size_t first = 0;
  for (const Shape& s : shapes()) {
    std::size_t shown = 0;
    for (std::size_t r = 0; r < options.runs; ++r) {
      std::vector<double> of_run;
      for (std::size_t k = 0; k < s.figures.size(); ++k) of_run.push_back(values[first + k][r]);
      if (s.shows(of_run)) ++shown;
    }
    out.push_back({&s, static_cast<double>(shown) / static_cast<double>(options.runs), options.runs});
    first += s.figures.size();
  }
  return out;
}

// --- placebo
// ----------------------------------------------------------------------------------------------------------

/// A date on which nothing happened must show no effect.
struct Placebo {
  bool same = false;  ///< an event that does nothing leaves every figure as it was, to the last bit
  double jump = 0;    ///< largest step of a growth rate at the date, over the largest within half a year around it
};

Placebo placebo(const Scenario& history, const ParameterSets& sets, RunOptions options) {
  constexpr Month date = Month::of(2021, 6);  // no measure, shock or breakthrough of the record begins then
  options.runs = std::min<std::size_t>(options.runs, 20);
  const std::array<std::pair<const char*, const char*>, 4> series = {
      {{"compute_world", ""}, {"compute", "CN"}, {"ai_capex_12m", "US"}, {"chip_revenue_12m", "NVIDIA"}}};
  constexpr int around = 7;
  constexpr std::size_t window = 2 * around + 1;
  std::vector<Figure> figures;
  for (const auto& [metric, agent] : series)
    for (int m = -around; m <= around; ++m) figures.push_back({metric, agent, date + m});
  const auto with = sample_figures(history, figures, sets, options);
  Placebo out;
  const Scenario other = record(options, {"nothing_happens"});
  out.same = sample_figures(other, figures, sets, options) == with;
  for (std::size_t s = 0; s < series.size(); ++s)
    for (std::size_t r = 0; r < options.runs; ++r) {
      const auto log_at = [&](int m) {
        return maths::log(std::max(with[s * window + static_cast<std::size_t>(m + around)][r], 1e-9));
      };
      const auto bend = [&](int m) { return std::fabs(log_at(m + 1) - 2 * log_at(m) + log_at(m - 1)); };
      double nearby = 0;
      for (int m = 1 - around; m < around; ++m)
        if (m != 0) nearby = std::max(nearby, bend(m));
      if (nearby > 0 || bend(0) > 0)
        out.jump = std::max(out.jump, nearby > 0 ? bend(0) / nearby : std::numeric_limits<double>::infinity());
    }
  return out;
}

// --- telling
// ----------------------------------------------------------------------------------------------------------

struct Tally {
  std::size_t all = 0, beats_still = 0, beats_trend = 0, with_trend = 0, covered = 0, near = 0;
  std::vector<double> model, still, model_where_trend, trend;
  void add(const Hindcast& h) {
    ++all;
    if (h.model < h.still) ++beats_still;
    if (h.covered()) ++covered;
    if (std::fabs(h.z) < 2) ++near;
    model.push_back(h.model), still.push_back(h.still);
    if (!h.trend) return;
    ++with_trend;
    if (h.model < *h.trend) ++beats_trend;
    model_where_trend.push_back(h.model), trend.push_back(*h.trend);
  }
};

/// A figure with so many digits, or a dash for one that is not told.
std::string cell(double x, int digits) { return is_told(x) ? fmt::format("{:.{}f}", x, digits) : "–"; }

std::string series_name(const Target& t) { return t.agent.empty() ? t.metric : t.metric + " " + t.agent; }

struct Validation {
  std::vector<Hindcast> hindcasts;
  std::map<int, Tally> tallies;
  std::vector<Shown> shown;
  Placebo placebo;
};

std::vector<output::TableRow> hindcast_rows(const Validation& v) {
  std::vector<output::TableRow> rows{{{"series", "origin", "to", "z", "in 90 %", "CRPS", "still", "trend"}}};
  for (const Hindcast& h : v.hindcasts)
    rows.push_back({{series_name(*h.target), h.origin.text(), h.target->month.text(), fmt::format("{:+.2f}", h.z),
                     h.covered() ? "yes" : "no", fmt::format("{:.2f}", h.model),
                     fmt::format("{:.2f}{}", h.still, h.model < h.still ? "" : " *"),
                     h.trend ? fmt::format("{:.2f}{}", *h.trend, h.model < *h.trend ? "" : " *") : "-"}});
  return rows;
}

std::vector<output::TableRow> tally_rows(const Validation& v) {
  std::vector<output::TableRow> rows{{{"horizon", "series", "in 90 %", "z within 2", "better than still", "skill",
                                       "DM p", "better than trend", "skill", "DM p"}}};
  for (const auto& [months, t] : v.tallies) {
    const auto of = [](std::size_t part, std::size_t all) { return fmt::format("{} of {}", part, all); };
    rows.push_back(
        {{fmt::format("{} months", months), fmt::format("{}", t.all), of(t.covered, t.all), of(t.near, t.all),
          of(t.beats_still, t.all), cell(skill(t.model, t.still), 2), cell(diebold_mariano(t.model, t.still).p, 3),
          of(t.beats_trend, t.with_trend), cell(skill(t.model_where_trend, t.trend), 2),
          cell(diebold_mariano(t.model_where_trend, t.trend).p, 3)}});
  }
  return rows;
}

std::vector<output::TableRow> pattern_rows(const Validation& v) {
  std::vector<output::TableRow> rows{{{"pattern", "runs that show it", ""}}};
  for (const Shown& s : v.shown) rows.push_back({{s.shape->name, fmt::format("{:.0f} %", 100 * s.share), s.verdict()}});
  return rows;
}

std::string markdown_table(const std::vector<output::TableRow>& rows) {
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    out += "|";
    for (const std::string& cell : rows[r].cells) out += " " + cell + " |";
    out += "\n";
    if (r > 0) continue;
    out += "|";
    for (std::size_t c = 0; c < rows[r].cells.size(); ++c) out += c == 0 ? "---|" : "---:|";
    out += "\n";
  }
  return out;
}

std::string placebo_text(const Placebo& p) {
  return fmt::format(
      "An event in 2021-06 that does nothing leaves every figure as it was: {}. At that date, on which nothing of the "
      "record happens, growth bends {:.1f} times as much as in the months around: {}.\n",
      p.same ? "pass" : "fail", p.jump, p.jump <= 1 ? "pass" : "fail");
}

constexpr const char* meaning =
    "z: how far the model's mean lies from what was recorded, in standard deviations of the whole prediction "
    "(parameters, random variation, error of the figure). CRPS: score of the "
    "whole prediction in standard deviations of the figure, 0 is best. still: the last figure known stays; trend: line "
    "through the logarithms of the figures known, "
    "from three on. * : better than the model.";

constexpr const char* leaks =
    "What the model was told of the time after an origin: the dated measures and breakthroughs of the record, "
    "exogenous paths (such as state plans and roadmaps), and "
    "parameters that the record does not inform, which stand at values chosen with the whole record known. A hindcast "
    "is therefore conditional on policy, and kinder than a "
    "forecast would have been.";

void print(const Validation& v, const std::string& name) {
  if (name != "history") fmt::print("{}\n\n", name);
  const output::TextStyle style{is_terminal(STDOUT_FILENO), terminal_width()};
  fmt::print("{}\n{}\n\n", output::table_text(hindcast_rows(v), style), meaning);
  fmt::print("{}\n{}\n{}\n{}\n", output::table_text(tally_rows(v), style), output::table_text(pattern_rows(v), style),
             placebo_text(v.placebo), leaks);
}

void print_markdown(const Validation& v, const std::string& name, const std::string& command) {
  fmt::print("# Validation\n\nMade by `{}`; do not edit.\n\n", command);
  if (name != "history") fmt::print("Scenario: {}.\n\n", name);
  fmt::print(
      "Hindcasts from three origins: parameters calibrated on figures of `data/targets.csv` up to the origin "
      "(`data/hindcasts/`, studies `hindcast_*.yaml`), the record simulated on, and figures 12 and 24 months later "
      "(give or take two) compared.\n\n");
  fmt::print(
      "## Summary\n\n{}\nSkill: 1 − mean CRPS over that of the reference. DM: test of Diebold and Mariano over all "
      "series of the horizon, two-sided, corrected for small samples. Series share the shocks of their year, so that p "
      "is too small.\n\n{}\n\n",
      markdown_table(tally_rows(v)), leaks);
  fmt::print("## Every hindcast\n\n{}\n\n{}\n", meaning, markdown_table(hindcast_rows(v)));
  fmt::print(
      "## Patterns\n\nA pattern passes if {:.0f} % of the runs show it, over the posterior of all parameters.\n\n{}\n",
      100 * most_runs, markdown_table(pattern_rows(v)));
  for (const Shape& s : shapes()) fmt::print("- {}: {}.\n", s.name, s.rule);
  fmt::print("\n## Placebo\n\n{}", placebo_text(v.placebo));
}

void print_json(const Validation& v, const std::string& name) {
  nlohmann::ordered_json out;
  out["scenario"] = name;
  for (const Hindcast& h : v.hindcasts) {
    out["hindcasts"].push_back({{"metric", h.target->metric},
                                {"agent", h.target->agent},
                                {"origin", h.origin.text()},
                                {"month", h.target->month.text()},
                                {"horizon", h.months},
                                {"z", h.z},
                                {"pit", h.pit},
                                {"covered", h.covered()},
                                {"crps", h.model},
                                {"crps_persistence", h.still}});
    if (h.trend) out["hindcasts"].back()["crps_trend"] = *h.trend;
  }
  for (const auto& [months, t] : v.tallies)
    out["summary"].push_back({{"horizon", months},
                              {"series", t.all},
                              {"covered", t.covered},
                              {"skill_persistence", skill(t.model, t.still)},
                              {"better_than_persistence", t.beats_still},
                              {"p_persistence", diebold_mariano(t.model, t.still).p},
                              {"with_trend", t.with_trend},
                              {"better_than_trend", t.beats_trend},
                              {"skill_trend", skill(t.model_where_trend, t.trend)},
                              {"p_trend", diebold_mariano(t.model_where_trend, t.trend).p}});
  for (const Shown& s : v.shown)
    out["patterns"].push_back(
        {{"pattern", s.shape->name},
         {"rule", s.shape->rule},
         {"share", s.share},
         {"pass", s.runs < fewest::runs_to_be_likely ? nlohmann::ordered_json(nullptr)
                                                     : nlohmann::ordered_json(s.share >= most_runs)},
         {"runs", s.runs}});
  out["placebo"] = {{"same", v.placebo.same}, {"jump", v.placebo.jump}};
  fmt::print("{}\n", json_text(out, 2));
}

}  // namespace

class ValidateCommand final : public Command {
 public:
  explicit ValidateCommand(const Program& program)
      : Command(program, "validate", "Score hindcasts from three origins, patterns and a placebo", R"(Examples:
  simulate validate                                   hindcasts from 2022, 2023 and 2024, patterns, placebo
  simulate validate --runs 64
  simulate validate --markdown > validation.md
)") {
    options_.runs = 400;
    judges_by_runs(command(), options_);
    command().add_flag("--markdown", markdown_, "As the page docs/validation.md");
  }

  int run() override {
    const fs::path data = options_.data.empty() ? home_folder() / "data" : fs::path(options_.data);
    Mistakes mistakes;
    for (const Month origin : origins)
      if (const fs::path file = data / "hindcasts" / (origin.text() + ".csv"); !fs::exists(file))
        mistakes.add({file.string()}, fmt::format("is missing: simulate calibrate studies/hindcast_{}.yaml makes it",
                                                  origin.calendar_year()));
    mistakes.throw_if_any();
    const Scenario history = record(options_);
    const Layout layout(*history.initial->world.data);
    const auto targets = read_targets(config::load_csv(data / "targets.csv", mistakes), layout, mistakes);
    mistakes.throw_if_any();

    Validation v;
    for (const Month origin : origins) {
      const ParameterSets sets =
          parameter_sets(with_sets(options_, data / "hindcasts" / (origin.text() + ".csv")), history);
      const auto some = hindcasts_from(origin, targets, history, sets, options_);
      v.hindcasts.insert(v.hindcasts.end(), some.begin(), some.end());
    }
    for (const Hindcast& h : v.hindcasts) v.tallies[h.months].add(h);
    const ParameterSets sets = parameter_sets(options_, history);
    v.shown = patterns(history, sets, options_);
    v.placebo = placebo(history, sets, options_);
    if (options_.json)
      print_json(v, history.name());
    else if (markdown_)
      print_markdown(
          v, history.name(),
          fmt::format("simulate validate --runs {}{} --markdown{}", options_.runs,
                      options_.seed == 1 ? "" : fmt::format(" --seed {}", options_.seed), options_of_all(options_)));
    else
      print(v, history.name());
    return 0;
  }

 private:
  RunOptions options_;
  bool markdown_ = false;
};

template std::unique_ptr<Command> make_command<ValidateCommand>(const Program&);

}  // namespace chokepoint::app
