// What the events in force make of the month: strikes, rules, parameters.
#include <algorithm>
#include <span>
#include <utility>

#include "engine/events/calendar.hpp"

namespace chokepoint {
namespace {

/// Who takes a measure by its header: each issuer, or one for all if it does the same whoever issues it.
std::span<const NationId> takers(const Event& event) {
  static constexpr NationId nobody;
  const auto issuers = event.header.issuers.nations();
  if (issuers.empty()) return {&nobody, 1};
  return event.by_issuer() ? issuers : issuers.first(1);
}

/// The designers of a nation stand for equal parts of the design software that it buys: what entity lists close to
/// them, from whatever measure, is closed to the nation once, seller by seller.
void close_design_software(const World& world, Regimes& regimes) {
  const auto& home = world.designers.nation;
  const auto& lists = std::as_const(regimes.eda_denied);
  if (!lists.touched()) return;
  for (const NationId n : world.nations.gdp.ids())
    for (const NationId seller : world.nations.gdp.ids()) {
      if (!lists.row_touched(seller)) continue;
      double denied = 0, designers = 0;
      for (const DesignerId d : home.ids())
        if (home[d] == n) denied += lists(seller, d), ++designers;
      if (denied <= 0) continue;
      GoodsRule rule{.home = seller, .buyer = n, .closed = denied / designers};
      rule.goods.add(traded(Good::eda));
      regimes.goods.push_back(rule);
    }
}

}  // namespace

void Calendar::strike(World& world, const RandomStream& random) const {
  for (const EventId e : world.clocks.ids()) {
    const Event& event = *events_[e.index()];
    if (world.clocks[e].start != world.month || !world.clocks[e].is_in_force(world.month) || event.header.severity <= 0)
      continue;
    for (const NationId issuer : takers(event))
      event.strike(
          {world, *world.data, random, world.month, issuer, event.header.severity, world.month, world.clocks[e].end},
          world);
  }
}

bool Calendar::changes_in(const World& world) const {
  const Month month = world.month;
  if (world.governments.restated) return true;
  for (const EventId e : world.clocks.ids()) {
    const EventClock& clock = world.clocks[e];
    if (clock.announced == month || clock.start == month || clock.end == month || clock.over == month) return true;
    if (clock.is_in_force(month) &&
        (events_[e.index()]->varies() || month - clock.start <= events_[e.index()]->header.ramp.months))
      return true;
    if (allied_auto_)
      for (const NationId n : world.nations.gdp.ids())
        if (world.ally_since(e, n) == month) return true;
  }
  return false;
}

/// An event as it stands this month: who takes it, how far it binds.
class Calendar::Standing {
 public:
  Standing(const Calendar& calendar, const World& world, const RandomStream& random, Regimes& regimes, EventId e)
      : event_(*calendar.events_[e.index()]),
        clock_(world.clocks[e]),
        world_(world),
        random_(random),
        regimes_(regimes),
        e_(e) {}

  [[nodiscard]] bool is_in_force() const { return clock_.is_in_force(world_.month) && event_.header.severity > 0; }
  [[nodiscard]] bool is_announced() const { return clock_.is_announced(world_.month) && event_.header.severity > 0; }

  void relieve() const { event_.relieve(view_of(takers(event_).front(), clock_.start), regimes_.kept); }

  void announce() const {
    EventView view = view_of({}, clock_.start);
    view.severity = event_.header.severity * regimes_.kept[e_.index()];
    for (const NationId issuer : takers(event_)) {
      view.issuer = issuer;
      if (view.severity > 0) event_.announced(view, regimes_);
    }
  }

  void act(Parameters& parameters) const {
    const EventHeader& h = event_.header;
    EventView view = view_of(takers(event_).front(), clock_.start);
    if (view.severity <= 0) return;
    event_.adjust(view, parameters);
    for (const NationId issuer : takers(event_)) {
      view.issuer = issuer;
      event_.in_force(view, regimes_);
    }
    if (event_.by_issuer()) {  // what does the same whoever issues it is no more with allies
      for (const NationId ally : h.allies) event_.in_force(view_of(ally, clock_.start), regimes_);
      if (h.allied_auto)
        for (const NationId n : world_.nations.gdp.ids())
          if (world_.ally_since(e_, n) <= world_.month) event_.in_force(view_of(n, world_.ally_since(e_, n)), regimes_);
    }
    if (h.enforcement) {
      regimes_.enforcement = regimes_.enforcement_set ? std::max(regimes_.enforcement, *h.enforcement) : *h.enforcement;
      regimes_.enforcement_set = true;
    }
  }

 private:
  [[nodiscard]] EventView view_of(NationId issuer, Month since) const {
    return {world_,
            *world_.data,
            random_,
            world_.month,
            issuer,
            world_.governments.level[e_] * severity_in(event_.header, clock_, world_.month, regimes_.kept[e_.index()]),
            since,
            clock_.end,
            e_};
  }

  const Event& event_;
  const EventClock& clock_;
  const World& world_;
  const RandomStream& random_;
  Regimes& regimes_;
  EventId e_;
};

void Calendar::compile(const World& world, const Parameters& base, const RandomStream& random, Regimes& regimes,
                       Parameters& parameters) const {
  regimes.clear();
  parameters = base;
  regimes.kept.assign(events_.size(), 1.0);
  for (const EventId e : world.clocks.ids())
    if (const Standing standing(*this, world, random, regimes, e); standing.is_in_force()) standing.relieve();
  for (const EventId e : world.clocks.ids()) {
    const Standing standing(*this, world, random, regimes, e);
    if (standing.is_announced()) standing.announce();
    if (standing.is_in_force()) standing.act(parameters);
  }
  if (!regimes.enforcement_set) regimes.enforcement = parameters.controls_enforcement;
  regimes.enforcement =
      std::min(1.0, regimes.enforcement + parameters.controls_affiliates_enforcement * regimes.affiliates);
  close_design_software(world, regimes);
  regimes.compose_chip_bars();
}

}  // namespace chokepoint
