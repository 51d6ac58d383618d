// affiliates_rule: the issuer's entity lists bind what a listed firm owns.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/entity_list.hpp"
#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class AffiliatesRule : public Event {
 public:
  double ownership_min = 0.5;

  void link(const EventDirectory& directory) override {
    for (std::size_t e = 0; e < directory.count(); ++e)
      if (const auto* found = dynamic_cast<const EntityList*>(&directory.event(EventId{e})))
        lists_.push_back({EventId{e}, found});
    const auto own = [&](const EntityList& list) {
      const auto among = [&](const NationList& nations) {
        return std::ranges::any_of(header.issuers, [&](NationId n) { return nations.contains(n); });
      };
      return among(list.header.issuers) || among(list.header.allies) || list.header.allied_auto;
    };
    if (std::ranges::none_of(lists_, [&](const auto& list) { return own(*list.second); }))
      directory.mistakes().add(
          header.place, fmt::format("event '{}' extends the entity lists of its issuer, which has none", header.id));
  }

  void in_force(const EventView& view, Regimes& regimes) const override {
    bool extends = false;
    for (const auto& [e, list] : lists_) {
      const EventClock& clock = view.world.clocks[e];
      if (!clock.is_in_force(view.month) || !takes_part(view, e, *list)) continue;
      EventView extended = view;
      extended.severity *= severity_in(list->header, clock, view.month, regimes.kept[e.index()]);
      if (extended.severity <= 0) continue;
      extends = true;
      for (std::size_t v = view.data.vertex(FirmId{0}).index(); v < view.data.vertex(MemoryMakerId{0}).index(); ++v)
        if (is_affiliate(view.data, VertexId{v}, list->listed)) list->list(VertexId{v}, extended, regimes);
    }
    // Diversion is of the issuer's accelerators, and checked where some list is in force.
    if (extends && has_designers(view.data, view.issuer))
      regimes.affiliates = either(regimes.affiliates, view.severity);
  }

  std::string describe(const WorldData& data) const override {
    return fmt::format("{} extends its entity lists to firms that listed ones own at {:.0f} % or more",
                       nation_list(data, header.issuers), 100 * ownership_min);
  }

 private:
  /// The list is the nation's own, or the nation follows it as an ally.
  static bool takes_part(const EventView& view, EventId e, const EntityList& list) {
    if (list.header.issuers.contains(view.issuer) || list.header.allies.contains(view.issuer)) return true;
    return list.header.allied_auto && view.world.ally_since(e, view.issuer) <= view.month;
  }

  /// Not named itself, but owned by a named one: directly, or through a chain of holdings each of which is large
  /// enough.
  [[nodiscard]] bool is_affiliate(const WorldData& data, VertexId v, const std::vector<VertexId>& listed) const {
    const auto named = [&](VertexId x) { return std::ranges::find(listed, x) != listed.end(); };
    if (named(v)) return false;
    for (std::size_t steps = 0; steps < data.vertex_count(); ++steps) {  // holdings may run in a circle
      if (!data.owner[v].exists() || data.owned_share[v] < ownership_min) return false;
      v = data.owner[v];
      if (named(v)) return true;
    }
    return false;
  }

  std::vector<std::pair<EventId, const EntityList*>> lists_;
};

constexpr EventField affiliates_rule_fields[] = {
    field(&AffiliatesRule::ownership_min, "ownership_min", "share",
          "smallest holding of a listed firm that makes another its affiliate", {0.01, 1}),
};

}  // namespace

extern constinit const EventType affiliates_rule{
    "affiliates_rule",
    "extends the issuer's entity lists to what listed firms own",
    EventKind::measure,
    "Every entity list of the issuer in force binds, at its severity × this one's, also firms, designers and foundries "
    "whose `owner` (data/world) it names, directly or through a chain, "
    "at `ownership_min` or more. Enforcement against diversion + `controls.affiliates_enforcement` × severity, at most "
    "1, if the issuer sells accelerators and has a list in force.",
    affiliates_rule_fields,
    R"(id: us-affiliates-again
type: affiliates_rule
issuer: US
targets: [CN]
ownership_min: 0.5
start: 2026-11
source: hypothetical)",
    make_event<AffiliatesRule>,
    "issuer",
    "targets"};

}  // namespace chokepoint::events
