// Counting paths that have ended.
#include "engine/scenario/horizon.hpp"

#include <fmt/format.h>

namespace chokepoint {

std::string horizon_remark(const Scenario& scenario) {
  if (scenario.end <= judged_until) return "";
  std::size_t held = 0, growing = 0;
  for (const Path& path : scenario.initial->world.data->paths.all()) {
    if (path.points.back().first >= scenario.end) continue;
    ++(path.growth_after != 0 ? growing : held);
  }
  return fmt::format(
      "the run goes on to {}, but parameters and paths were judged up to {} only: by the end {} paths of "
      "data/paths.yaml stand at their last value and {} grow on at a fixed rate; what comes after {} is "
      "arithmetic, not a projection",
      scenario.end.text(), judged_until.text(), held, growing, judged_until.text());
}

}  // namespace chokepoint
