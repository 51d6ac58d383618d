// algorithmic_breakthrough: labs gain effective compute at once; research may run faster from then on.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class AlgorithmicBreakthrough : public Event {
 public:
  std::vector<std::pair<FirmId, double>> gains;
  bool accelerates = false;

  void strike(World& world) const override {
    for (const auto& [lab, size] : gains) world.firms.algorithm_next[lab] += size * header.severity;
    world.commons.accelerated = world.commons.accelerated || accelerates;
  }
  std::string describe(const WorldData& data) const override {
    std::string out = "algorithmic breakthrough:";
    for (const auto& [lab, size] : gains) out += fmt::format(" {} {:+.2f} OOM", data.firms.text[lab.index()], size);
    return out + (accelerates ? "; research accelerates" : "");
  }
};

constexpr EventField fields[] = {
    {"labs", "map of lab to OOM", "required", "gain of each lab, orders of magnitude of effective compute"},
    {"accelerates", "", "false", "research runs at research.acceleration from then on"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<AlgorithmicBreakthrough>();
  event->accelerates = r.boolean("accelerates", false);
  const config::Node* labs = r.require("labs");
  if (labs && labs->kind != config::Node::Kind::map) r.mistake("labs", fmt::format("'labs' should be a map of lab to size, found {}", labs->describe()));
  if (labs)
    for (const auto& entry : labs->entries) {
      const Place place{labs->place().file, entry.line, entry.column};
      const auto lab = r.find_name(entry.key, r.data.firms, "AI firm", place);
      const auto size = config::parse_number(entry.value.scalar);
      if (!size || *size < 0 || *size > 3) r.mistakes().add(entry.value.place(), fmt::format("a breakthrough's size should be between 0 and 3 OOM, found {}", entry.value.describe()));
      else if (lab) event->gains.emplace_back(FirmId{*lab}, *size);
    }
  return event;
}

}  // namespace

extern constinit const EventType algorithmic_breakthrough{"algorithmic_breakthrough", "labs gain effective compute at once", fields, read};

}  // namespace chokepoint::events
