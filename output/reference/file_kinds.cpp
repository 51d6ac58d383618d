// The list of kinds of files.
#include "output/reference/file_kinds.hpp"

#include <array>

#include "analysis/compare/hypotheses.hpp"
#include "analysis/compare/objectives.hpp"
#include "analysis/record/calibration_study.hpp"
#include "analysis/sweep/study_form.hpp"

namespace chokepoint::output {

std::span<const FileKind> file_kinds() {
  static const std::array<FileKind, 4> kinds = {{
      {"study", "Studies",
       "What a batch study varies, how, and what it keeps of each run: `simulate sweep plan FILE`. Shipped: "
       "`studies/`. See [from a laptop to a cluster](how_to/from_laptop_to_cluster.md).",
       R"(question: "What does enforcement do to the gap?"
scenarios: [no_ban, chip_ban]
compare_to: no_ban
factors:
  enforcement: {set: parameters.controls.enforcement, uniform: [0.1, 0.6]}
design: {kind: sobol, points: 64}
outputs:
  - {metric: eci_gap, month: 2030-12}
cases:
  controls_backfire: {output: eci_gap@2030-12, below: 0})",
       study_form()},
      {"calibration", "Calibrations",
       "How parameters are fitted to the record: `simulate calibrate FILE`. Shipped: `studies/calibration.yaml`, "
       "`studies/hindcast_*.yaml`. See [calibrate the parameters](how_to/calibrate.md).",
       R"(until: 2024-12
screening: {trajectories: 6, fitted: 20}
futures:
  scenario: baseline
  outcomes:
    - {metric: eci_gap, month: 2030-12}
output: my_sets.csv)",
       calibration_form()},
      {"objectives", "Objectives",
       "What people want of a policy: `simulate compare A B --objectives FILE`. Shipped: "
       "`scenarios/claims/objectives.yaml`. See [compare policies](how_to/compare_policies.md).",
       R"(objectives:
  - {name: "lead at the frontier", interest: US, metric: eci_gap, direction: more, weight: 2, threshold: 5, unit: ECI, source: judgement}
  - {name: "capability gap", interest: China, metric: eci_gap, direction: less, unit: ECI, source: judgement})",
       objectives_form()},
      {"claims", "Claims",
       "Claims about the race that runs show to be right or wrong: `simulate hypotheses FILE`. Shipped: "
       "`scenarios/claims/hypotheses.yaml`.",
       R"(hypotheses:
  - name: H1
    claim: "The chip controls are counterproductive"
    source: "an example"
    components:
      - {name: "the gap is smaller with them", metric: eci_gap, in: {scenario: chip_ban}, against: {scenario: no_ban}, claimed: below, unit: ECI})",
       hypotheses_form()},
  }};
  return kinds;
}

}  // namespace chokepoint::output
