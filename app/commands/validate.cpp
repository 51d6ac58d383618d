// simulate validate
#include <fmt/format.h>
#include <unistd.h>

#include "analysis/record/validation.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/places.hpp"
#include "app/common/sampling.hpp"
#include "app/common/terminal.hpp"
#include "output/text/validation_report.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

/// The record, with policies added.
Scenario record(const RunOptions& options, const std::vector<std::string>& policies = {}) {
  RunOptions typed = options;
  typed.policies.insert(typed.policies.end(), policies.begin(), policies.end());
  ScenarioOptions how = scenario_options(typed);
  how.until = record_end;
  return load_scenario(scenario_file("history"), how);
}

/// Parameter sets calibrated on what was known at each origin.
std::map<Month, ParameterSets> sets_by_origin(const RunOptions& options, const fs::path& data,
                                              const Scenario& history) {
  const auto file_of = [&](Month origin) { return data / "hindcasts" / (origin.text() + ".csv"); };
  Mistakes mistakes;
  for (const Month origin : hindcast_origins)
    if (!fs::exists(file_of(origin)))
      mistakes.add(
          {file_of(origin).string()},
          fmt::format("is missing: simulate calibrate studies/hindcast_{}.yaml makes it", origin.calendar_year()));
  mistakes.throw_if_any();
  std::map<Month, ParameterSets> out;
  for (const Month origin : hindcast_origins) {
    RunOptions with_sets = options;
    with_sets.parameters = file_of(origin).string();
    out.emplace(origin, parameter_sets(with_sets, history));
  }
  return out;
}

std::vector<Target> targets_of(const fs::path& data, const Scenario& history) {
  Mistakes mistakes;
  const Layout layout(*history.initial->world.data);
  std::vector<Target> out = read_targets(config::load_csv(data / "targets.csv", mistakes), layout, mistakes);
  mistakes.throw_if_any();
  return out;
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
    const Scenario history = record(options_), with_nothing = record(options_, {"nothing_happens"});
    std::map<Month, ParameterSets> known = sets_by_origin(options_, data, history);
    const std::vector<Target> targets = targets_of(data, history);
    const ParameterSets posterior = parameter_sets(options_, history);
    const auto sample = [&](const Scenario& scenario, std::span<const Figure> figures, const ParameterSets& sets,
                            std::size_t runs) {
      RunOptions some = options_;
      some.runs = runs;
      return sample_figures(scenario, figures, sets, some);
    };
    const Validation found =
        validate({targets, history, with_nothing, std::move(known), posterior, options_.runs}, sample);
    if (options_.json)
      fmt::print("{}", output::validation_json(found));
    else if (markdown_)
      fmt::print("{}", output::validation_markdown(found, command_line()));
    else
      fmt::print("{}", output::validation_text(found, {is_terminal(STDOUT_FILENO), terminal_width()}));
    return 0;
  }

 private:
  /// What makes the page again.
  [[nodiscard]] std::string command_line() const {
    return fmt::format("simulate validate --runs {}{} --markdown{}", options_.runs,
                       options_.seed == 1 ? "" : fmt::format(" --seed {}", options_.seed), options_of_all(options_));
  }

  RunOptions options_;
  bool markdown_ = false;
};

template std::unique_ptr<Command> make_command<ValidateCommand>(const Program&);

}  // namespace chokepoint::app
