// simulate why A B: why the same run comes out differently under two scenarios.
#include "analysis/why/why.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "analysis/runs/named_series.hpp"
#include "analysis/why/answer.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/places.hpp"
#include "app/common/run_settings.hpp"
#include "app/common/terminal.hpp"
#include "output/text/why_report.hpp"

namespace chokepoint::app {

struct WhyOptions {
  std::vector<std::string> scenarios;
  std::string metric = "eci_gap", agent, at;
  std::optional<std::uint64_t> replicate;
  bool all = false;
};

namespace {

/// A metric that is asked about, of an agent that has it.
Question question_of(const WhyOptions& why, const Scenario& a, const Scenario& b, Mistakes& mistakes) {
  Question out{find_metric(why.metric), why.agent, std::min(a.end, b.end)};
  check_metric_option(why.metric, mistakes);
  if (out.metric) check_agent_option(Layout(*a.initial->world.data), why.metric, why.agent, mistakes);
  if (why.at.empty()) return out;
  const auto month = Month::parse_or_year(why.at);
  if (!month)
    mistakes.add({"--at"}, fmt::format("'{}' should be a month like 2030-12 or a year", why.at));
  else if (*month < Month{0} || *month > out.month)
    mistakes.add({"--at"}, fmt::format("{} is outside the runs, which go from {} to {}", month->text(), Month{0}.text(),
                                       out.month.text()));
  else
    out.month = *month;
  return out;
}

ScenarioDifferences said(const WhyOptions& why) {
  Mistakes mistakes;
  const std::filesystem::path library = home_folder() / "scenarios";
  const Composition a = compose(scenario_file(why.scenarios[0]), library, mistakes),
                    b = compose(scenario_file(why.scenarios[1]), library, mistakes);
  mistakes.throw_if_any();
  ScenarioDifferences out = scenario_differences(a, b);
  std::erase_if(out.otherwise, [](const Difference& d) { return d.key == "scenario.compare_to"; });  // moves nothing
  if (a.name == b.name) out.name_a = shown_place({out.name_a}), out.name_b = shown_place({out.name_b});
  return out;
}

}  // namespace

class WhyCommand final : public Command {
 public:
  explicit WhyCommand(const Program& program)
      : Command(program, "why", "Say why the same run comes out differently under two scenarios", R"(Examples:
  simulate why no_ban chip_ban                        the capability gap in the last month
  simulate why no_ban chip_ban --metric compute_share --agent CN --at 2028-06
  simulate why baseline my_policy.yaml --metric huawei_units --replicate 3 --all
  simulate why no_ban chip_ban --json | jq '.chain[] | {quantity, whom, difference}'
)") {
    options_.runs = 32;
    CLI::App& c = command();
    c.add_option("scenarios", why_.scenarios, "Two scenario files, or names of shipped ones: A and B")
        ->required()
        ->expected(2)
        ->type_name("SCENARIO");
    c.add_option("--metric", why_.metric, "What differs: simulate list metrics")
        ->type_name("METRIC")
        ->capture_default_str();
    c.add_option("--agent", why_.agent, "Whose, of a metric of nations, firms, ...")->type_name("NAME");
    c.add_option("--at", why_.at, "Month, as 2028-06 or 2028 (default: the last)")->type_name("MONTH");
    whole_number(c.add_option("--replicate", why_.replicate,
                              "The pair to explain, counted from 0 (default: the one nearest to the median)"),
                 0, most_replicates - 1);
    c.add_flag("--all", why_.all, "What limits every producer, not only those that matter");
    judges_by_runs(c, options_);
  }

  int run() override {
    Scenario a = load_scenario(scenario_file(why_.scenarios[0]), scenario_options(options_));
    Scenario b = load_scenario(scenario_file(why_.scenarios[1]), scenario_options(options_));
    Mistakes mistakes;
    Why why{.question = question_of(why_, a, b, mistakes), .seed = options_.seed, .said = said(why_)};
    mistakes.throw_if_any();
    why.said.name_a += a.on_top.text(), why.said.name_b += b.on_top.text();
    a.end = b.end = why.question.month;
    const ParameterSets sets = parameter_sets(options_, a);
    why.all_producers = why_.all;
    answer({a, b, why_.replicate}, sets, run_settings(options_), why);

    const output::TextStyle style{is_terminal(STDOUT_FILENO), std::min<std::size_t>(100, terminal_width())};
    fmt::print("{}", options_.json ? output::why_json(why) : output::why_text(why, style));
    return 0;
  }

 private:
  WhyOptions why_;
  RunOptions options_;
};

template std::unique_ptr<Command> make_command<WhyCommand>(const Program&);

}  // namespace chokepoint::app
