// simulate fit
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/record/targets.hpp"
#include "app/common/command_options.hpp"
#include "app/common/places.hpp"
#include "app/common/run_scenarios.hpp"
#include "engine/base/json_text.hpp"

namespace chokepoint::app {
namespace {

/// The record that a run of the model is compared with.
std::vector<Target> targets_of(const ScenarioSet& cast, const RunOptions& options) {
  Mistakes mistakes;
  const Layout layout(*cast.members[0].initial->world.data);
  auto out = read_targets(config::load_csv(scenario_options(options).data / "targets.csv", mistakes), layout, mistakes);
  mistakes.throw_if_any();
  return out;
}

constexpr std::array roles = {TargetRole::fit, TargetRole::set, TargetRole::hold};

void print_json(const std::string& scenario, const std::vector<Deviation>& deviations) {
  nlohmann::ordered_json out;
  out["scenario"] = scenario;
  for (const Deviation& d : deviations)
    out["targets"].push_back({{"target", d.target->id},
                              {"month", d.target->month.text()},
                              {"value", d.target->value},
                              {"model", d.model},
                              {"unit", d.target->unit},
                              {"z", d.z},
                              {"role", name_of(d.target->role)},
                              {"grade", d.target->grade}});
  for (const TargetRole role : roles) out["rms_z_" + std::string(name_of(role))] = rms_z(deviations, role);
  fmt::print("{}\n", json_text(out, 2));
}

/// The targets of a role, and how near the model comes to them.
void print_role(const std::vector<Deviation>& deviations, TargetRole role) {
  constexpr std::array<const char*, 3> in_words = {"fitted", "set", "held-out"};
  const char* words = in_words[static_cast<std::size_t>(role)];
  std::size_t count = 0, near = 0;
  for (const Deviation& d : deviations) {
    if (d.target->role != role) continue;
    ++count;
    near += std::fabs(d.z) < 2 ? 1 : 0;
    fmt::print("{:<34} {:<8} {:>10.4g} {:>10.4g} {:>+6.2f}  {:<4} {}\n", d.target->id, d.target->month.text(),
               d.target->value, d.model, d.z, name_of(role), d.target->unit);
  }
  if (count == 0)
    fmt::print("no {} targets up to the end of the run\n\n", words);
  else
    fmt::print("{} targets: rms z {:.2f}; |z| < 2 for {} of {}\n\n", words, rms_z(deviations, role), near, count);
}

}  // namespace

class FitCommand final : public Command {
 public:
  explicit FitCommand(const Program& program)
      : Command(program, "fit", "Compare the model with the record: data/targets.csv", R"(Examples:
  simulate fit                                        the model at its point values against the record 2020-2025
  simulate fit --parameters posterior --runs 64
  simulate fit --set parameters.chips.price=40        what another value does to the fit
  simulate fit --json
)") {
    options_.scenario = "history";
    options_.until = "2025-12";
    options_.runs = 41;
    options_.parameters = "point";
    options_.no_compare = true;
    command().add_option("scenario", options_.scenario, "Scenario file")->capture_default_str();
    judges_by_runs(command(), options_);
  }

  int run() override {
    const ScenarioSet cast = load_scenario_set(options_);
    if (cast.members.size() > 1)
      throw ScenarioError({{{options_.scenario}, "describes a family; one scenario is compared with the record"}});
    const Scenario& scenario = cast.members[0];
    const std::vector<Target> targets = targets_of(cast, options_);
    std::vector<Deviation> deviations;
    Wanted wanted;
    for (const Target& target : targets) wanted.add(target.metric);
    run_scenario_set(cast, options_, wanted,
                     [&](const Results& results) { deviations = compare_with_record(results, targets); });
    if (options_.json) return print_json(scenario.name(), deviations), 0;
    if (!scenario.on_top.none()) fmt::print("{}\n", scenario.name());
    fmt::print("{:<34} {:<8} {:>10} {:>10} {:>6}  {:<4} {}\n", "target", "month", "record", "model", "z", "role",
               "unit");
    for (const TargetRole role : roles) print_role(deviations, role);
    return 0;
  }

 private:
  RunOptions options_;
};

template std::unique_ptr<Command> make_command<FitCommand>(const Program&);

}  // namespace chokepoint::app
