// simulate hypotheses
#include "analysis/compare/hypotheses.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/methods/enough.hpp"
#include "analysis/runs/named_series.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/page_files.hpp"
#include "app/common/places.hpp"
#include "app/common/run_settings.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "output/page/claims_page.hpp"
#include "output/text/claims_report.hpp"
#include "output/text/table.hpp"

namespace chokepoint::app {
namespace {

bool same(const Figure& a, const Figure& b) { return a.metric == b.metric && a.agent == b.agent && a.month == b.month; }

/// The runs of all cases, each run once, and the figures that some component reads.
class Evidence {
 public:
  Evidence(const std::vector<Hypothesis>& hypotheses, const RunOptions& options) : options_(options) {
    for (const Hypothesis& h : hypotheses)
      for (const Component& c : h.components) want_all(c);
  }

  void run(const std::filesystem::path& file) {
    for (const auto& [in, figures] : wanted_) {
      const Scenario scenario = load(in, figures, file);
      const ParameterSets sets = parameter_sets(options_, scenario);
      source_ = sets.source();
      values_[in] = sample_figures(scenario, figures, sets, run_settings(options_));
    }
  }

  [[nodiscard]] Judged judged(const Component& c, double probability) const {
    const auto found = [&](const Case& in, const Figure& figure) { return of(in, figure); };
    Judged out = judge(c, component_values(c, found), probability, component_least(c, found));
    out.course = course_of(c, found);
    return out;
  }
  [[nodiscard]] const std::string& source() const { return source_; }

 private:
  /// What a component reads, and what it reads in other months.
  void want_all(const Component& c) {
    std::vector<Month> months = course_months(c);
    months.push_back(c.figure.month);
    for (const Month month : months)
      for (const Figure& figure : figures_of(in_month(c, month))) {
        want(c.in, figure);
        if (c.against) want(*c.against, figure);
      }
  }

  void want(const Case& in, const Figure& figure) {
    auto& figures = wanted_[in];
    if (std::ranges::none_of(figures, [&](const Figure& f) { return same(f, figure); })) figures.push_back(figure);
  }

  [[nodiscard]] Scenario load(const Case& in, const std::vector<Figure>& figures,
                              const std::filesystem::path& file) const {
    RunOptions typed = options_;
    typed.policies.insert(typed.policies.end(), in.policies.begin(), in.policies.end());
    ScenarioOptions how = scenario_options(typed);
    how.until = Month{0};
    for (const Figure& figure : figures) how.until = std::max(*how.until, figure.month);
    Scenario out = load_scenario(scenario_file(in.scenario), how);
    const Layout layout(*out.initial->world.data);
    Mistakes mistakes;
    for (const Figure& figure : figures)
      if (layout.find(figure.metric, figure.agent) == Layout::npos)
        mistakes.add({file.string()}, unknown_agent(figure));
    mistakes.throw_if_any();
    return out;
  }

  [[nodiscard]] const std::vector<double>& of(const Case& in, const Figure& figure) const {
    const auto& figures = wanted_.at(in);
    const auto at = std::ranges::find_if(figures, [&](const Figure& f) { return same(f, figure); });
    return values_.at(in)[static_cast<std::size_t>(at - figures.begin())];
  }

  const RunOptions& options_;
  std::map<Case, std::vector<Figure>> wanted_;
  std::map<Case, std::vector<std::vector<double>>> values_;
  std::string source_;
};

const char* verdict_of(const Judged& j) { return verdict_names[static_cast<std::size_t>(j.verdict)]; }

nlohmann::ordered_json component_json(const Component& c, const Judged& j) {
  return {{"name", c.name},
          {"metric", c.figure.metric},
          {"agent", c.figure.agent},
          {"at", c.figure.month.text()},
          {"median", j.median},
          {"low", j.low},
          {"high", j.high},
          {"claimed", c.greater ? "above" : "below"},
          {"threshold", c.threshold},
          {"probability", j.probability},
          {"verdict", verdict_of(j)},
          {"reason", j.reason},
          {"unit", c.unit}};
}

void print_json(const std::vector<JudgedHypothesis>& claims, const std::string& on_top) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const JudgedHypothesis& h : claims) {
    nlohmann::ordered_json components = nlohmann::ordered_json::array();
    for (const auto& [component, judged] : h.components) components.push_back(component_json(component, judged));
    out.push_back({{"name", h.name}, {"claim", h.claim}, {"source", h.source}, {"components", components}});
    if (!on_top.empty()) out.back()["all_scenarios"] = on_top.substr(3);
  }
  fmt::print("{}\n", json_text(out, 2));
}

/// A component whose name is long for a table.
std::string component_text(const Component& c, const Judged& j, std::size_t runs) {
  const std::string found = fmt::format("{:.3g} ({:.3g} … {:.3g}) {}; claimed {} {:g}, so in {:.0f} of {} runs: {}",
                                        j.median, j.low, j.high, c.unit, c.greater ? ">" : "<", c.threshold,
                                        j.probability * static_cast<double>(runs), runs, verdict_of(j));
  return output::wrapped(c.name, 2, terminal_width()) + output::wrapped(found, 6, terminal_width());
}

void print_hypothesis(const JudgedHypothesis& h, std::size_t runs) {
  constexpr std::size_t numbers = 75;  // columns of a table beside the names
  std::vector<output::TableRow> rows{{{"component", "median", "90 % of runs", "claimed", "runs", "", "unit"}}};
  std::string narrow;
  std::size_t longest = 0;
  for (const auto& [c, j] : h.components) {
    longest = std::max(longest, output::shown_width(c.name));
    narrow += component_text(c, j, runs);
    rows.push_back(
        {{c.name, fmt::format("{:.3g}", j.median), fmt::format("{:.3g} … {:.3g}", j.low, j.high),
          fmt::format("{} {:g}", c.greater ? ">" : "<", c.threshold),
          fmt::format("{:.0f} of {}", j.probability * static_cast<double>(runs), runs), verdict_of(j), c.unit}});
  }
  fmt::print("{}{}\n", output::wrapped(h.name + ": " + h.claim, 0, terminal_width()),
             longest + numbers > terminal_width()
                 ? narrow
                 : output::table_text(rows, {is_terminal(STDOUT_FILENO), terminal_width()}));
}

std::vector<JudgedHypothesis> judged_claims(const std::vector<Hypothesis>& hypotheses, const Evidence& evidence) {
  std::vector<JudgedHypothesis> out;
  for (const Hypothesis& h : hypotheses) {
    out.push_back({h.name, h.claim, h.source, {}});
    for (const Component& c : h.components) out.back().components.emplace_back(c, evidence.judged(c, h.probability));
  }
  return out;
}

}  // namespace

class HypothesesCommand final : public Command {
 public:
  explicit HypothesesCommand(const Program& program)
      : Command(program, "hypotheses", "Judge claims by runs, component by component: scenarios/claims/hypotheses.yaml",
                R"(Examples:
  simulate hypotheses                                 the shipped claims, component by component
  simulate hypotheses --runs 64 --seed 2
  simulate hypotheses --json
  simulate hypotheses --out results/claims             report.html, to look at and send round
  simulate hypotheses levers --write docs/levers.md    what each shipped lever does, against what is expected of it
)") {
    typed_ = program.typed;
    options_.runs = 200;
    command()
        .add_option("file", typed_file_, "File of claims, or the name of a shipped one (default: hypotheses)")
        ->type_name("FILE");
    judges_by_runs(command(), options_);
    command().add_option("--out", options_.out, "Also write a page into this folder")->type_name("FOLDER");
    command().add_option("--write", text_, "Also write a page of Markdown to this file")->type_name("FILE");
  }

  int run() override {
    const std::filesystem::path file = shipped_file("claims", typed_file_);
    Mistakes mistakes;
    const std::vector<Hypothesis> hypotheses = read_hypotheses(file, mistakes);
    mistakes.throw_if_any();
    Evidence evidence(hypotheses, options_);
    evidence.run(file);
    const std::string on_top = on_top_of_all(options_).text();
    const std::vector<JudgedHypothesis> claims = judged_claims(hypotheses, evidence);
    if (!options_.out.empty())
      write_page(output::claims_page_json(
                     claims, {CHOKEPOINT_VERSION, typed_, evidence.source(), options_.runs, options_.seed}),
                 options_.out);
    if (!text_.empty())
      write_text(text_, output::claims_page_text(claims, {typed_, file_label(file), evidence.source(), options_.runs}));
    if (options_.json) return print_json(claims, on_top), 0;
    if (!on_top.empty()) fmt::print("All scenarios{}\n\n", on_top);
    for (const JudgedHypothesis& h : claims) print_hypothesis(h, options_.runs);
    fmt::print("{}", output::wrapped(output::claims_sentence(claims), 0, terminal_width()));
    const std::string few = too_few(options_.runs, fewest::runs_to_be_likely, "runs");
    fmt::print("{}", output::wrapped(
                         fmt::format("{} runs a scenario, parameters: {}. yes: at least the asked share of runs (0.8 "
                                     "unless said) lies on the claimed side; no: not there; no change that matters: "
                                     "nearer to none than counts; else undetermined.{} Conditional on the model and "
                                     "its parameters; not a forecast.",
                                     options_.runs, evidence.source(), few.empty() ? "" : " " + few + "."),
                         0, terminal_width()));
    return 0;
  }

 private:
  std::string typed_file_ = "hypotheses", typed_, text_;  ///< of claims; the command line; the page of Markdown
  RunOptions options_;
};

template std::unique_ptr<Command> make_command<HypothesesCommand>(const Program&);

}  // namespace chokepoint::app
