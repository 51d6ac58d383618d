// Firing, striking, announcing, holding in force.
#include "engine/events/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <span>
#include <tuple>
#include <utility>

#include "engine/base/elementary.hpp"
#include "engine/base/hash.hpp"
#include "engine/events/statecraft.hpp"

namespace chokepoint {
namespace {

/// Draw numbers of an event's random variation: its trigger counts from 0.
constexpr std::uint64_t draw_of_ending = 1'000'000, draw_of_allies = 2'000'000;

EventKind kind_of(const Event& event) {
  const EventType* type = find_event_type(event.header.type);
  return type ? type->kind : EventKind::measure;
}

Month end_of(const Event& event, Month start) {
  const EventHeader& h = event.header;
  Month end = EventClock::never;
  if (kind_of(event) == EventKind::shock)
    end = start + 1;
  else if (h.duration > 0)
    end = start + h.duration;
  else if (h.end)
    end = *h.end;
  return h.withdrawn ? std::min(end, *h.withdrawn) : end;
}

/// Who takes a measure by its header: each issuer, or one for all if it does the same whoever issues it.
std::span<const NationId> takers(const Event& event) {
  static constexpr NationId nobody;
  const auto issuers = event.header.issuers.nations();
  if (issuers.empty()) return {&nobody, 1};
  return event.by_issuer() ? issuers : issuers.first(1);
}

/// First month whose written measures give way to what all their issuers decide by themselves.
Month governed_since(const Event& event, const Column<NationId, Month>& agent_from) {
  if (!is_written_policy(event)) return EventClock::never;
  Month last = Month{0};
  for (const NationId n : event.header.issuers)
    last = std::max(last, n.index() < agent_from.size() ? agent_from[n] : EventClock::never);
  return last;
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

Month over_after(const Event& event, Month end) { return end < EventClock::never ? end + event.tail() : end; }

}  // namespace

Calendar::Calendar(std::vector<std::shared_ptr<Event>> events, Mistakes& mistakes,
                   const Column<NationId, Month>& agent_from)
    : events_(std::move(events)) {
  std::ranges::sort(events_, [](const auto& a, const auto& b) {
    return std::tie(a->header.priority, a->header.id) < std::tie(b->header.priority, b->header.id);
  });
  for (std::size_t e = 0; e < events_.size(); ++e) index_.emplace(events_[e]->header.id, e);
  const EventDirectory directory(events_, index_, mistakes);
  for (const auto& event : events_) {
    names_.push_back(name_hash(event->header.id));
    if (event->header.trigger) {
      event->header.trigger->link(directory);
      reads_metrics_ = reads_metrics_ || event->header.trigger->reads_metrics();
    }
    event->link(directory);
    allied_auto_ = allied_auto_ || event->header.allied_auto;
    superseded_.push_back(governed_since(*event, agent_from));
  }
  for (const auto& event : events_)
    if (const auto wrong = wrong_instrument(*event))
      mistakes.add(event->header.place, fmt::format("event '{}': {}", event->header.id, *wrong));
  craft_ = make_statecraft(events_, agent_from);
  check_circles(mistakes);
}

void Calendar::check_circles(Mistakes& mistakes) const {
  std::map<std::string, std::vector<std::string>> waits_for;
  for (const auto& event : events_)
    if (event->header.trigger) event->header.trigger->append_events(waits_for[event->header.id]);
  // Depth first; what is on the path and met again closes a circle. Each circle is told once, at its first event.
  std::map<std::string, int> seen;  // 1: on the path, 2: done
  std::vector<std::string> path;
  const std::function<void(const std::string&)> visit = [&](const std::string& id) {
    seen[id] = 1;
    path.push_back(id);
    if (const auto at = waits_for.find(id); at != waits_for.end())
      for (const std::string& other : at->second) {
        if (seen[other] == 0)
          visit(other);
        else if (seen[other] == 1) {
          std::string circle;
          for (auto p = std::ranges::find(path, other); p != path.end(); ++p) circle += *p + " after ";
          const EventId first = find(other);
          mistakes.add(events_[first.index()]->header.place,
                       fmt::format("events wait for each other in a circle: {}{}", circle, other));
        }
      }
    path.pop_back();
    seen[id] = 2;
  };
  for (const auto& event : events_)
    if (seen[event->header.id] == 0) visit(event->header.id);
}

EventId Calendar::find(std::string_view id) const {
  const auto at = index_.find(std::string(id));
  return at == index_.end() ? EventId{} : EventId{at->second};
}

std::shared_ptr<const Calendar> Calendar::without(EventId e) const {
  auto out = std::make_shared<Calendar>(*this);
  out->silent_ = e;
  return out;
}

void Calendar::start_clocks(World& world) const {
  world.governments = initialise_governments(craft_, world, events_.size());
  world.clocks.assign(events_.size());
  world.ally_since =
      allied_auto_ ? Table<EventId, NationId, Month>(events_.size(), world.data->nations.count(), EventClock::never)
                   : Table<EventId, NationId, Month>{};
  for (const EventId e : world.clocks.ids()) world.clocks[e] = initial_clock(e);
}

EventClock Calendar::initial_clock(EventId e) const {
  const Event& event = *events_[e.index()];
  const EventHeader& h = event.header;
  EventClock clock;
  if (h.trigger || e == silent_) return clock;
  clock.triggered = Month{-1};
  clock.announced = h.announce.value_or(h.start);
  clock.start = h.start;
  clock.end = end_of(event, h.start);
  if (h.start > Month{0} && h.start >= superseded_[e])
    clock.end = std::min(clock.end, std::max(clock.announced, superseded_[e]));
  if (clock.start < clock.end) clock.first = clock.start;
  clock.over = over_after(event, clock.end);
  clock.fired = 1;
  return clock;
}

void Calendar::transfer_clocks(World& world, const Calendar& former) const {
  const Governments governments = world.governments;
  const Column<EventId, EventClock> clocks = world.clocks;
  const Table<EventId, NationId, Month> ally_since = world.ally_since;
  start_clocks(world);
  keep_in_office(world.governments, governments);
  for (const EventId e : world.clocks.ids()) {
    if (e == silent_) continue;
    const EventId before = former.find(events_[e.index()]->header.id);
    if (!before.exists()) continue;
    if (governments.decided.size() > before.index())
      world.governments.decided[e] = governments.decided[before],
      world.governments.level[e] = governments.level[before], world.governments.noted[e] = governments.noted[before];
    const bool ahead = std::min(clocks[before].announced, clocks[before].start) > world.month &&
                       clocks[before] == former.initial_clock(before);
    if (ahead && clocks[before].start < EventClock::never) continue;
    EventClock& clock = world.clocks[e] = clocks[before];
    const auto& withdrawn = events_[e.index()]->header.withdrawn;  // by the branch
    if (!withdrawn || clock.fired == 0 || clock.end <= *withdrawn) continue;
    clock.end = *withdrawn;
    if (clock.end <= clock.start && clock.first == clock.start) clock.first = EventClock::never;
    clock.over = over_after(*events_[e.index()], clock.end);
  }
  if (!former.allied_auto_ || !allied_auto_) return;
  for (const EventId e : world.clocks.ids())
    if (const EventId before = former.find(events_[e.index()]->header.id); before.exists())
      for (const NationId n : world.nations.gdp.ids()) world.ally_since(e, n) = ally_since(before, n);
}

void Calendar::follow(World& world, EventId e, const Parameters& p, const RandomStream& random) const {
  const EventHeader& h = events_[e.index()]->header;
  const auto good = events_[e.index()]->good();
  if (h.issuers.empty()) return;
  const auto sells = [&](NationId n) {
    for (std::size_t v = world.data->nations.count(); v < world.data->vertex_count(); ++v)
      if (world.home_of(VertexId{v}) == n &&
          (!good || world.trade.sales(VertexId{v}, *good).begin() != world.trade.sales(VertexId{v}, *good).end()))
        return true;
    return false;
  };
  for (const NationId n : world.nations.gdp.ids()) {
    if (h.issuers.contains(n) || world.ally_since(e, n) < EventClock::never || h.targets.contains(n)) continue;
    const auto near = [&](NationId issuer) {
      return std::fabs(world.nations.alignment[n] - world.nations.alignment[issuer]) <= p.allies_distance;
    };
    if (std::ranges::none_of(h.issuers, near) || !sells(n)) continue;
    const double pressure = h.severity * (h.fdpr ? p.allies_fdpr : 1.0);
    const double rate =
        p.allies_rate * maths::exp(p.allies_pressure * pressure - p.allies_exposure * world.nations.export_exposure[n]);
    const std::uint64_t draw = draw_of_allies + world.data->nations.hash[n.index()] % draw_of_allies;
    if (random.uniform(Purpose::event_trigger, names_[e.index()], world.month, draw) < -maths::expm1(-rate))
      world.ally_since(e, n) = world.month;
  }
}

void Calendar::advance(World& world, const Parameters& parameters, const Measurements* measurements,
                       const RandomStream& random) const {
  const Month month = world.month;
  for (const EventId e : world.clocks.ids()) {
    const Event& event = *events_[e.index()];
    const EventHeader& h = event.header;
    EventClock& clock = world.clocks[e];

    if (h.trigger && e != silent_ && month >= h.start && month < superseded_[e]) {
      const bool busy = clock.fired > 0 && month < clock.end;
      const bool spent = clock.fired > 0 && !h.trigger->repeats();
      const bool resting = clock.fired > 0 && month - clock.triggered < h.trigger->cooldown();
      if (!busy && !spent && !resting) {
        double calm = 1;
        for (const EventId other : world.clocks.ids())
          if (const EventClock& c = world.clocks[other]; c.is_in_force(month) && c.triggered < month)
            calm *=
                events_[other.index()]->factor_on_hazards(h, severity_in(events_[other.index()]->header, c, month, 1));
        if (h.trigger->holds(
                {world.clocks, measurements, random, month, e, names_[e.index()], calm, &world.governments.decided})) {
          const Month start = month + h.lead;
          const Month end = end_of(event, start);
          if (end > month)
            clock = {month,
                     month,
                     start,
                     end,
                     over_after(event, end),
                     end > start ? std::min(clock.first, start) : clock.first,
                     clock.fired + 1};
        }
      }
    }
  }
  // After all triggers, so that the order of events decides nothing.
  for (const EventId e : world.clocks.ids()) {
    const Event& event = *events_[e.index()];
    const EventHeader& h = event.header;
    EventClock& clock = world.clocks[e];
    if (!clock.is_in_force(month) || h.severity <= 0) continue;
    if (const double hazard = event.ending_hazard();
        hazard > 0 && month > clock.start &&
        random.uniform(Purpose::event_trigger, names_[e.index()], month, draw_of_ending) < hazard)
      clock.end = clock.over = month;
    if (h.allied_auto) follow(world, e, parameters, random);
  }
}

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

void Calendar::compile(const World& world, const Parameters& base, const RandomStream& random, Regimes& regimes,
                       Parameters& parameters) const {
  const Month month = world.month;
  regimes.clear();
  parameters = base;
  regimes.kept.assign(events_.size(), 1.0);
  const auto view_of = [&](EventId e, NationId issuer, Month since) {
    return EventView{world,
                     *world.data,
                     random,
                     month,
                     issuer,
                     world.governments.level[e] *
                         severity_in(events_[e.index()]->header, world.clocks[e], month, regimes.kept[e.index()]),
                     since,
                     world.clocks[e].end,
                     e};
  };
  for (const EventId e : world.clocks.ids())
    if (world.clocks[e].is_in_force(month) && events_[e.index()]->header.severity > 0)
      events_[e.index()]->relieve(view_of(e, takers(*events_[e.index()]).front(), world.clocks[e].start), regimes.kept);
  for (const EventId e : world.clocks.ids()) {
    const Event& event = *events_[e.index()];
    const EventHeader& h = event.header;
    const EventClock& clock = world.clocks[e];
    if (h.severity <= 0) continue;
    if (clock.is_announced(month)) {
      EventView view = view_of(e, {}, clock.start);
      view.severity = h.severity * regimes.kept[e.index()];
      for (const NationId issuer : takers(event)) {
        view.issuer = issuer;
        if (view.severity > 0) event.announced(view, regimes);
      }
    }
    if (!clock.is_in_force(month)) continue;
    EventView view = view_of(e, takers(event).front(), clock.start);
    if (view.severity <= 0) continue;
    event.adjust(view, parameters);
    for (const NationId issuer : takers(event)) {
      view.issuer = issuer;
      event.in_force(view, regimes);
    }
    if (event.by_issuer()) {  // what does the same whoever issues it is no more with allies
      for (const NationId ally : h.allies) event.in_force(view_of(e, ally, clock.start), regimes);
      if (h.allied_auto)
        for (const NationId n : world.nations.gdp.ids())
          if (world.ally_since(e, n) <= month) event.in_force(view_of(e, n, world.ally_since(e, n)), regimes);
    }
    if (h.enforcement) {
      regimes.enforcement = regimes.enforcement_set ? std::max(regimes.enforcement, *h.enforcement) : *h.enforcement;
      regimes.enforcement_set = true;
    }
  }
  if (!regimes.enforcement_set) regimes.enforcement = parameters.controls_enforcement;
  regimes.enforcement =
      std::min(1.0, regimes.enforcement + parameters.controls_affiliates_enforcement * regimes.affiliates);
  close_design_software(world, regimes);
  regimes.compose_chip_bars();
}

}  // namespace chokepoint
