// Runs of a study share what they have in common, and nobody can tell from their outputs.
#include "analysis/sweep/trial.hpp"

#include "agents/schedule.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace trial_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

SweepStudy read(const TemporaryFolder& folder, const std::string& text) {
  SweepSources sources;
  sources.options = options();
  const auto in_folder = [&](const std::string& name) { return folder.path() / name; };
  sources.scenario_file = in_folder, sources.policy_file = in_folder;
  sources.sets = [](const std::string&, std::size_t replicates, std::uint64_t seed, const Scenario& scenario) {
    return ParameterSets::draw(scenario.initial->table, seed, replicates);
  };
  return read_sweep_study(folder.write("study.yaml", text), sources);
}

/// Months simulated when runs share what they can; each run is compared with the same run by itself.
std::size_t months_shared(const SweepStudy& study) {
  const Plan plan(study.spec);
  SweepTrial together(study, plan, agents::monthly_schedule());
  for (std::size_t k = 0; k < plan.runs(); ++k) {
    SweepTrial alone(study, plan, agents::monthly_schedule());
    const TrialResult shared = together(k), own = alone(k);
    INFO("run " << k);
    REQUIRE(shared.outputs == own.outputs);
    REQUIRE(shared.series == own.series);
  }
  return together.months_run();
}

}  // namespace

/// A scenario in the folder with an event that parts it from its base.
void write_scenario(const TemporaryFolder& folder, const std::string& name, const std::string& base,
                    const std::string& trigger = "") {
  folder.write(name, "scenario: {name: " + name.substr(0, name.find('.')) +
                         ", extends: " + (source_folder() / "scenarios" / (base + ".yaml")).string() +
                         "}\nevents:\n  - {id: quake, type: supply_shock, nation: TW, severity: 0.3, duration: 3, "
                         "start: 2026-03" +
                         trigger + "}\n");
}

TEST_CASE("study: runs that part late share the months before, bit for bit", "[unit]") {
  const TemporaryFolder folder;
  write_scenario(folder, "a.yaml", "no_ban"), write_scenario(folder, "b.yaml", "chip_ban");
  const SweepStudy study = read(folder, R"(
scenarios: [a.yaml, b.yaml]
until: 2027-06
replicates: 2
factors:
  severity: {set: events.quake.severity, levels: [0.2, 0.4, 0.6]}
  date: {set: events.quake.start, levels: [2022-03, 2026-03]}
design: {kind: grid}
outputs:
  - {metric: eci_gap, month: 2027-06}
  - {metric: compute_share, agent: CN, month: 2027-06}
series:
  - {metric: gdp_loss_world}
)");
  const std::size_t months = static_cast<std::size_t>(study.scenarios[0].end.index) + 1, apart = 24 * months;
  CHECK(months_shared(study) < apart * 2 / 3);
}

TEST_CASE("study: what triggers read is shared too; parameters that are factors are not", "[unit]") {
  const TemporaryFolder folder;
  write_scenario(folder, "a.yaml", "no_ban", ", trigger: {when: 'delta(eci_us, 6) > 0'}");
  const SweepStudy study = read(folder, R"(
scenarios: [a.yaml]
until: 2026-12
factors:
  severity: {set: events.quake.severity, levels: [0.2, 0.4, 0.6]}
  price: {set: parameters.chips.price, levels: [32, 40]}
design: {kind: grid}
outputs:
  - {fired: quake, month: 2026-12}
  - {metric: compute_share, agent: CN, month: 2026-12}
)");
  CHECK(months_shared(study) < 6 * 120 - 200);
}

}  // namespace trial_test
