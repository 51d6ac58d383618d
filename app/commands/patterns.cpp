// simulate patterns
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/record/effects.hpp"
#include "app/common/command_options.hpp"
#include "app/common/contrasts.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/json_text.hpp"
#include "output/text/table.hpp"

namespace chokepoint::app {
namespace {

const char* role_of(const Pattern& p) { return p.set ? "set" : "test"; }

nlohmann::ordered_json pattern_json(const Pattern& p, const Contrasted& c, const std::string& on_top) {
  return {{"pattern", p.id},
          {"scenario", p.scenario + on_top},
          {"compared_to", p.compared_to.empty() ? "" : p.compared_to + on_top},
          {"metric", p.metric},
          {"agent", p.agent},
          {"month", p.month.text()},
          {"measure", contrast_names[static_cast<std::size_t>(p.contrast)]},
          {"observed", p.value},
          {"model", c.model.median},
          {"low", c.model.low},
          {"high", c.model.high},
          {"z", c.z},
          {"role", role_of(p)},
          {"unit", p.unit},
          {"grade", p.grade},
          {"source", p.source}};
}

void print_patterns(const std::vector<Pattern>& patterns, const std::vector<Contrasted>& outcomes,
                    const std::string& on_top) {
  std::vector<output::TableRow> rows{
      {{"pattern", "month", "observed", "model", "90 % of runs", "z", "role", "grade", "unit"}}};
  std::array<std::size_t, 2> near{}, all{};  // tests, and figures that set something
  for (std::size_t k = 0; k < patterns.size(); ++k) {
    const Pattern& p = patterns[k];
    const Contrasted& c = outcomes[k];
    ++all[p.set];
    near[p.set] += std::fabs(c.z) < 2 ? 1 : 0;
    rows.push_back({{p.id, p.month.text(), fmt::format("{:.4g}", p.value), fmt::format("{:.4g}", c.model.median),
                     fmt::format("{:.4g} … {:.4g}", c.model.low, c.model.high), fmt::format("{:+.2f}", c.z), role_of(p),
                     p.grade, p.unit}});
  }
  fmt::print("{}{}tests: |z| < 2 for {} of {}; figures that set a parameter, a path or an event: {} of {}\n",
             on_top.empty() ? "" : "All scenarios" + on_top + "\n",
             output::table_text(rows, {is_terminal(STDOUT_FILENO), terminal_width()}), near[0], all[0], near[1],
             all[1]);
}

}  // namespace

class PatternsCommand final : public Command {
 public:
  explicit PatternsCommand(const Program& program)
      : Command(program, "patterns",
                "Compare measured effects of measures and shocks with the model's: data/patterns.csv", R"(Examples:
  simulate patterns                                   measured effects of measures and shocks beside the model's
  simulate patterns --runs 64 --seed 2
  simulate patterns --json
)") {
    options_.runs = 41;
    options_.parameters = "point";
    judges_by_runs(command(), options_);
  }

  int run() override {
    Mistakes mistakes;
    const std::vector<Pattern> patterns =
        read_patterns(config::load_csv(scenario_options(options_).data / "patterns.csv", mistakes), mistakes);
    mistakes.throw_if_any();
    const std::vector<Contrasted> outcomes = contrasts_of(patterns, options_);
    const std::string on_top = on_top_of_all(options_).text();
    if (!options_.json) return print_patterns(patterns, outcomes, on_top), 0;
    nlohmann::ordered_json out = nlohmann::ordered_json::array();
    for (std::size_t k = 0; k < patterns.size(); ++k) out.push_back(pattern_json(patterns[k], outcomes[k], on_top));
    fmt::print("{}\n", json_text(out, 2));
    return 0;
  }

 private:
  RunOptions options_;
};

template std::unique_ptr<Command> make_command<PatternsCommand>(const Program&);

}  // namespace chokepoint::app
