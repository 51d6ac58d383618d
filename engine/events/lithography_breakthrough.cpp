// lithography_breakthrough: lithography made at home arrives.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class LithographyBreakthrough : public Event {
 public:
  double share = 0, node_gate = 0;

  void strike(const EventView& view, World& world) const override {
    double& litho = world.nations.litho_share[view.issuer];
    litho += view.severity * std::max(0.0, share - litho);
    double& gate = world.nations.node_gate[view.issuer];
    gate = std::max(gate, view.severity * node_gate);
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} makes {:.0f} % of its lithography tools itself", nation_list(data, header.issuers),
                       100 * share);
  }
};

constexpr EventField lithography_breakthrough_fields[] = {
    required(field(&LithographyBreakthrough::share, "share", "share",
                   "of the nation's lithography that home makers can supply, at least", config::share)),
    field(&LithographyBreakthrough::node_gate, "node_gate", "node index",
          "node that it allows without foreign tools, at least; 0: as the share says", {0, 9}),
};

}  // namespace

extern constinit const EventType lithography_breakthrough{
    "lithography_breakthrough",
    "lithography made at home arrives",
    EventKind::shock,
    "σ of lithography of the issuer rises by severity × (share − σ)⁺, and with it the node that its foundries can "
    "reach where EUV is denied: the larger of `node.duv_limit` + `node.per_litho` × σ and node_gate × severity.",
    lithography_breakthrough_fields,
    R"(id: cn-euv
type: lithography_breakthrough
issuer: CN
share: 0.4
node_gate: 4
start: 2028-01
source: hypothetical)",
    make_event<LithographyBreakthrough>,
    "issuer"};

}  // namespace chokepoint::events
