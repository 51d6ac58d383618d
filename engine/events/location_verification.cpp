// location_verification: the issuer's accelerators report where they are, so that diverted ones are found.
#include <fmt/format.h>

#include "engine/base/elementary.hpp"
#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class LocationVerification : public Event {
 public:
  double detection = 0.5, cost = 0;
  int months = 12;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    double& verified = regimes.verified[view.issuer];
    verified = either(verified, view.severity * detection * carried(view));
    regimes.verification_cost[view.issuer] += view.severity * cost;
  }
  bool varies() const override { return true; }
  std::optional<Good> good() const override { return Good::accelerator; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} makes its accelerators report where they are ({:.0f} % of diverted ones are found)",
                       nation_list(data, header.issuers), 100 * detection);
  }

 private:
  /// Share of the parts on sale that carry the check: new designs replace old ones.
  [[nodiscard]] double carried(const EventView& view) const {
    return months > 0 ? std::min(1.0, (view.month - view.since + 1.0) / months) : 1.0;
  }
};

constexpr EventField location_verification_fields[] = {
    field(&LocationVerification::detection, "detection", "share",
          "of parts past controls that carry the check and are found and called back", config::share),
    field(&LocationVerification::months, "months", "months",
          "from the start until all parts on sale carry the check; an equal part more in each", {0, 120}),
    field(&LocationVerification::cost, "cost", "share", "of the price of the issuer's accelerators, everywhere",
          {0, 1}),
};

void LocationVerification::check(EventReader& r) { r.require_seller("accelerators", has_designers); }

}  // namespace

extern constinit const EventType location_verification{
    "location_verification",
    "makes accelerators report where they are, which finds diverted ones",
    EventKind::measure,
    "The share of the issuer's accelerators that can be diverted × (1 − severity × `detection` × c), c the part of "
    "those on sale that carry the check: k/`months` in the k-th month in force, then 1. Parts sold before stay hidden. "
    "The price of the issuer's accelerators × (1 + severity × `cost`).",
    location_verification_fields,
    R"(id: us-location-checks
type: location_verification
issuer: US
detection: 0.6
months: 18
cost: 0.01
start: 2027-03
source: hypothetical)",
    make_event<LocationVerification>,
    "issuer"};

}  // namespace chokepoint::events
