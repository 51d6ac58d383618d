// algorithmic_breakthrough: labs gain effective compute at once; research may run faster from then on.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class AlgorithmicBreakthrough : public Event {
 public:
  std::vector<std::pair<FirmId, double>> gains;
  bool accelerates = false;

  void strike(const EventView& view, World& world) const override {
    for (const auto& [lab, size] : gains) world.firms.algorithm_next[lab] += size * view.severity;
    world.commons.accelerated = world.commons.accelerated || accelerates;
  }
  std::string describe(const WorldData& data) const override {
    std::string out = "algorithmic breakthrough:";
    for (const auto& [lab, size] : gains) out += fmt::format(" {} {:+.2f} OOM", data.firms.text[lab.index()], size);
    return out + (accelerates ? "; research accelerates" : "");
  }
};

constexpr EventField fields[] = {
    {"labs", FieldKind::by_firm, "OOM", "required", "gain of each lab, orders of magnitude of effective compute", {0, 3}},
    {"accelerates", FieldKind::boolean, "", "false", "research runs at `research.acceleration` from then on"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<AlgorithmicBreakthrough>();
  for (const auto& [lab, size] : r.numbers_by_firm("labs")) event->gains.emplace_back(FirmId{lab}, size);
  event->accelerates = r.boolean("accelerates");
  return event;
}

}  // namespace

extern constinit const EventType algorithmic_breakthrough{
    "algorithmic_breakthrough", "labs gain effective compute at once", EventKind::shock,
    "A of each lab rises by its size × severity; with `accelerates`, research runs at `research.acceleration` for good.", fields,
    R"(id: test-time-search
type: algorithmic_breakthrough
labs: {DeepSeek: 0.4, Google: 0.2}
start: 2027-03
source: hypothetical)",
    read};

}  // namespace chokepoint::events
