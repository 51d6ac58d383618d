// open_promotion: the issuer pushes its labs to open weights.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class OpenPromotion : public Event {
 public:
  double strength = 1;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    regimes.open_push[view.issuer] += strength * view.severity;
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} promotes open weights (odds × {:.2f})", nation_list(data, header.issuers),
                       maths::exp(strength));
  }
};

constexpr EventField open_promotion_fields[] = {
    field(&OpenPromotion::strength, "strength", "logit", "added to the logit of opening by the issuer's labs", {0, 10}),
};

void OpenPromotion::check(EventReader& r) {
  r.require_some("issuer", header.issuers, "labs that could open weights", has_labs);
}

}  // namespace

extern constinit const EventType open_promotion{"open_promotion",
                                                "pushes the issuer's labs to open weights",
                                                EventKind::measure,
                                                "The logit of the probability that a lab of the issuer opens a model + "
                                                "strength × severity; labs that never open (α = 0) still do not.",
                                                open_promotion_fields,
                                                R"(id: american-open-push
type: open_promotion
issuer: US
strength: 1
start: 2026-10
source: hypothetical)",
                                                make_event<OpenPromotion>,
                                                "issuer"};

}  // namespace chokepoint::events
