// foundry_evasion: a listed designer obtains dies abroad through a front company.
#include <fmt/format.h>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class FoundryEvasion : public Event {
 public:
  DesignerId designer;
  VertexId foundry;  ///< for the record
  double dies = 0, performance = 0, detection = 0;

  void in_force(const EventView& view, Regimes& regimes) const override {
    regimes.evaded_dies[designer] += dies * performance * view.severity;
  }
  double ending_hazard() const override { return detection; }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} obtains {:.0f} dies a month abroad through a front company",
                       data.designers.text[designer.index()], dies);
  }
};

constexpr EventField foundry_evasion_fields[] = {
    required(field(&FoundryEvasion::designer, "designer", "", "who obtains the dies")),
    field(&FoundryEvasion::foundry, "foundry", "", "who makes them unknowingly"),
    required(field(&FoundryEvasion::dies, "dies", "dies/month", "obtained", config::not_negative)),
    required(field(&FoundryEvasion::performance, "performance", "H100e/die", "of one die", config::not_negative)),
    field(&FoundryEvasion::detection, "detection", "1/month", "probability of being found out, which ends it",
          config::share),
};

}  // namespace

extern constinit const EventType foundry_evasion{
    "foundry_evasion",
    "a designer obtains dies abroad through a front company",
    EventKind::measure,
    "dies × performance × severity H100e a month go into the designer's die bank; each month in force it is found out "
    "with probability `detection` and ends. Another event may wait for that: `after: {event: ID, of: end}`.",
    foundry_evasion_fields,
    R"(id: second-front-company
type: foundry_evasion
designer: Huawei
foundry: TSMC
dies: 50000
performance: 0.36
detection: 0.05
start: 2026-08
duration: 24
source: hypothetical)",
    make_event<FoundryEvasion>};

}  // namespace chokepoint::events
