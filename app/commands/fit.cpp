// simulate fit
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/record/targets.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/options.hpp"
#include "app/common/places.hpp"
#include "engine/base/json_text.hpp"

namespace chokepoint::app {

int fit_command(const RunOptions& options) {
  RunOptions alone = options;
  alone.no_compare = true;
  const ScenarioSet cast = load_scenario_set(alone);
  if (cast.members.size() > 1)
    throw ScenarioError({{{options.scenario}, "describes a family; one scenario is compared with the record"}});
  const std::filesystem::path data =
      options.data.empty() ? home_folder() / "data" : std::filesystem::path(options.data);
  Mistakes mistakes;
  const Layout layout(*cast.members[0].initial->world.data);
  const auto targets = read_targets(config::load_csv(data / "targets.csv", mistakes), layout, mistakes);
  mistakes.throw_if_any();
  std::vector<Deviation> deviations;
  run_scenario_set(cast, alone, [&](const Results& results) { deviations = compare_with_record(results, targets); });

  if (options.json) {
    nlohmann::ordered_json out;
    out["scenario"] = cast.members[0].name();
    for (const Deviation& d : deviations)
      out["targets"].push_back({{"target", d.target->id},
                                {"month", d.target->month.text()},
                                {"value", d.target->value},
                                {"model", d.model},
                                {"unit", d.target->unit},
                                {"z", d.z},
                                {"role", d.target->held_out ? "hold" : "fit"},
                                {"grade", d.target->grade}});
    out["rms_z_fit"] = rms_z(deviations, false);
    out["rms_z_hold"] = rms_z(deviations, true);
    fmt::print("{}\n", json_text(out, 2));
    return 0;
  }
  if (!cast.members[0].on_top.none()) fmt::print("{}\n", cast.members[0].name());
  fmt::print("{:<34} {:<8} {:>10} {:>10} {:>6}  {:<4} {}\n", "target", "month", "record", "model", "z", "role", "unit");
  for (const bool held_out : {false, true}) {
    std::size_t count = 0, near = 0;
    for (const Deviation& d : deviations) {
      if (d.target->held_out != held_out) continue;
      ++count;
      near += std::fabs(d.z) < 2 ? 1 : 0;
      fmt::print("{:<34} {:<8} {:>10.4g} {:>10.4g} {:>+6.2f}  {:<4} {}\n", d.target->id, d.target->month.text(),
                 d.target->value, d.model, d.z, held_out ? "hold" : "fit", d.target->unit);
    }
    if (count == 0)
      fmt::print("no {} targets up to the end of the run\n\n", held_out ? "held-out" : "fitted");
    else
      fmt::print("{} targets: rms z {:.2f}; |z| < 2 for {} of {}\n\n", held_out ? "held-out" : "fitted",
                 rms_z(deviations, held_out), near, count);
  }
  return 0;
}

}  // namespace chokepoint::app
