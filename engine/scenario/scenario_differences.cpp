// Sorting differences by event.
#include "engine/scenario/scenario_differences.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chokepoint {

ScenarioDifferences scenario_differences(const Composition& a, const Composition& b) {
  const auto has = [](const Composition& c, const std::string& id) {
    return std::ranges::any_of(c.events, [&](const config::Node& e) { return id_of(e) == id; });
  };
  const bool namesakes = a.name == b.name;
  ScenarioDifferences out{namesakes ? a.file.string() : a.name, namesakes ? b.file.string() : b.name, {}, {}, {}};
  for (const Difference& d : differences(a, b)) {
    const OverridePath path = d.key;
    const EventPath* event = path.event_field();
    const std::string id = event ? event->id : "";
    if (id.empty() || has(a, id) == has(b, id)) {
      out.otherwise.push_back(d);
      continue;
    }
    std::vector<std::string>& only = has(a, id) ? out.only_a : out.only_b;
    if (only.empty() || only.back() != id) only.push_back(id);
  }
  return out;
}

std::string difference_line(const Difference& d, const std::string& name_a, const std::string& name_b) {
  return fmt::format("{}: {} in {}, {} in {}", d.key, d.left.empty() ? "not said" : d.left, name_a,
                     d.right.empty() ? "not said" : d.right, name_b);
}

}  // namespace chokepoint
