// sales_priority: the issuer's designers serve others before the buyers of the targets.
#include <fmt/format.h>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class SalesPriority : public Event {
 public:
  void check(EventReader& r) override { r.require_seller("accelerators", has_designers); }

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId n : header.targets)
      if (n != view.issuer) regimes.behind(view.issuer, n) = either(regimes.behind(view.issuer, n), view.severity);
  }
  std::optional<Good> good() const override { return Good::accelerator; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} has its designers serve {} last", nation_list(data, header.issuers),
                       nation_list(data, header.targets));
  }
};

}  // namespace

extern constinit const EventType sales_priority{
    "sales_priority",
    "accelerators go to the targets only when all others are served",
    EventKind::measure,
    "Of what the targets' buyers order of the issuer's designers the share severity waits until all other orders of "
    "the designer are met; what is left then is divided among them in proportion. With `targets: foreign` buyers at "
    "home come first. Buyers that wait expect what last month's orders would have left them.",
    {},
    R"(id: us-buyers-first
type: sales_priority
issuer: US
targets: foreign
start: 2027-01
source: hypothetical)",
    make_event<SalesPriority>,
    "issuer targets"};

}  // namespace chokepoint::events
