// simulate validate
#include <fmt/format.h>
#include <unistd.h>

#include "analysis/record/known_events.hpp"
#include "analysis/record/validation.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/page_files.hpp"
#include "app/common/places.hpp"
#include "app/common/run_settings.hpp"
#include "app/common/terminal.hpp"
#include "output/page/hindcasts_page.hpp"
#include "output/text/validation_report.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

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

/// What of the record was known at an origin.
Scenario record_until(const RunOptions& options, Month origin) {
  ScenarioOptions how = scenario_options(options);
  how.until = record_end;
  ScenarioLoader loader(how);
  return loader.make(known_until(loader.compositions(scenario_file("history")).at(0), origin), {}, how.overrides);
}

}  // namespace

class ValidateCommand final : public Command {
 public:
  explicit ValidateCommand(const Program& program)
      : Command(program, "validate", "Score hindcasts from three origins, patterns and a placebo", R"(Examples:
  simulate validate                                   hindcasts from 2022, 2023 and 2024, patterns, placebo
  simulate validate --runs 64
  simulate validate --markdown > validation.md
  simulate validate --out results/validation          report.html: a fan for each series and origin
  simulate validate --tune                            how much the equations err, and for how long
)") {
    typed_ = program.typed;
    options_.runs = 400;
    judges_by_runs(command(), options_);
    command()
        .add_option("--out", options_.out, "Also write a page into this folder: forecasts from each origin as fans")
        ->type_name("FOLDER");
    command().add_flag("--markdown", markdown_, "As the page docs/validation.md");
    command().add_flag("--tune", tune_,
                       "Score what may be assumed of the equations' error when forecasts start from what is known");
  }

  int run() override {
    const fs::path data = options_.data.empty() ? home_folder() / "data" : fs::path(options_.data);
    Mistakes mistakes;
    for (const Month origin : hindcast_origins)
      if (const fs::path file = data / "hindcasts" / (origin.text() + ".csv"); !fs::exists(file))
        mistakes.add({file.string()}, fmt::format("is missing: simulate calibrate studies/hindcast_{}.yaml makes it",
                                                  origin.calendar_year()));
    mistakes.throw_if_any();
    const Scenario history = record(options_);
    const Layout layout(*history.initial->world.data);
    const auto targets = read_targets(config::load_csv(data / "targets.csv", mistakes), layout, mistakes);
    mistakes.throw_if_any();

    Validation v;
    const RunSettings settings = run_settings(options_);
    std::vector<OriginRuns> origins;
    const ParameterSets prior = parameter_sets(with_sets(options_, "prior"), history);
    for (const Month origin : hindcast_origins) {
      const ParameterSets sets =
          parameter_sets(with_sets(options_, data / "hindcasts" / (origin.text() + ".csv")), history);
      origins.push_back(runs_from(origin, targets, history, record_until(options_, origin), sets, prior, settings));
    }
    if (tune_) {
      fmt::print("{}", output::assimilation_text(try_assimilations(origins, targets, options_.seed),
                                                 {is_terminal(STDOUT_FILENO), terminal_width()}));
      return 0;
    }
    score(v, origins, targets);
    if (!options_.out.empty()) write_fans(v, origins, targets);
    const ParameterSets sets = parameter_sets(options_, history);
    v.shown = shown_shapes(history, sets, settings);
    v.placebo = placebo(history, record(options_, {"nothing_happens"}), sets, settings);
    fmt::print("{}", told(v, history.name()));
    return 0;
  }

 private:
  void score(Validation& v, const std::vector<OriginRuns>& origins, const std::vector<Target>& targets) const {
    for (const OriginRuns& runs : origins) {
      const auto some = hindcasts_from(runs, targets, {}, options_.seed);
      v.hindcasts.insert(v.hindcasts.end(), some.begin(), some.end());
    }
    v.families = family_scores(v.hindcasts);
    for (const Hindcast& h : v.hindcasts) v.tallies[h.months].add(h);
  }

  void write_fans(const Validation& v, const std::vector<OriginRuns>& origins,
                  const std::vector<Target>& targets) const {
    std::vector<HindcastFan> fans;
    for (const OriginRuns& runs : origins)
      for (HindcastFan& fan : fans_from(runs, targets, {}, options_.seed)) fans.push_back(std::move(fan));
    write_page(output::hindcasts_page_json(
                   v, fans, {CHOKEPOINT_VERSION, typed_, "calibrated at each origin", options_.runs, options_.seed}),
               options_.out);
  }

  [[nodiscard]] std::string told(const Validation& v, const std::string& name) const {
    if (options_.json) return output::validation_json(v, name);
    if (!markdown_) return output::validation_text(v, name, {is_terminal(STDOUT_FILENO), terminal_width()});
    return output::validation_markdown(
        v, name,
        fmt::format("simulate validate --runs {}{} --markdown{}", options_.runs,
                    options_.seed == 1 ? "" : fmt::format(" --seed {}", options_.seed), options_of_all(options_)));
  }

  std::string typed_;  ///< the command line
  RunOptions options_;
  bool markdown_ = false, tune_ = false;
};

template std::unique_ptr<Command> make_command<ValidateCommand>(const Program&);

}  // namespace chokepoint::app
