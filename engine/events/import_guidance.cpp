// import_guidance: the issuer advises its firms against foreign accelerators.
#include <fmt/format.h>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class ImportGuidance : public Event {
 public:
  double strength = 0;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    regimes.guidance[view.issuer] = either(regimes.guidance[view.issuer], strength * view.severity);
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} advises against foreign accelerators (strength {:.2f})", nation_list(data, header.issuers),
                       strength);
  }
};

constexpr EventField import_guidance_fields[] = {
    required(field(&ImportGuidance::strength, "strength", "share", "of the demand for foreign parts that is suppressed",
                   config::share)),
};

void ImportGuidance::check(EventReader& r) {
  r.require_some("issuer", header.issuers, "AI firms to advise", has_ai_firms);
}

}  // namespace

extern constinit const EventType import_guidance{
    "import_guidance",
    "advises firms against foreign accelerators",
    EventKind::measure,
    "The weight of foreign designers in the orders of the issuer's firms × (1 − strength × severity); familiarity with "
    "designers at home grows faster by the same amount.",
    import_guidance_fields,
    R"(id: cn-guidance-2027
type: import_guidance
issuer: CN
strength: 0.8
start: 2027-01
source: hypothetical)",
    make_event<ImportGuidance>,
    "issuer",
    "targets"};

}  // namespace chokepoint::events
