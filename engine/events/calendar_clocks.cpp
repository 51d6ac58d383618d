// When events begin and end: clocks, triggers, what is found out, allies that follow.
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/elementary.hpp"
#include "engine/events/calendar.hpp"
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

Month over_after(const Event& event, Month end) { return end < EventClock::never ? end + event.tail() : end; }

}  // namespace

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

bool Calendar::may_fire(const World& world, EventId e) const {
  const EventHeader& h = events_[e.index()]->header;
  const EventClock& clock = world.clocks[e];
  const Month month = world.month;
  if (e == silent_ || month < h.start || month >= superseded_[e]) return false;
  const bool busy = clock.fired > 0 && month < clock.end;
  const bool spent = clock.fired > 0 && !h.trigger->repeats();
  const bool resting = clock.fired > 0 && month - clock.triggered < h.trigger->cooldown();
  return !busy && !spent && !resting;
}

double Calendar::calm(const World& world, const EventHeader& h) const {
  double factor = 1;
  for (const EventId e : world.clocks.ids())
    if (const EventClock& c = world.clocks[e]; c.is_in_force(world.month) && c.triggered < world.month)
      factor *= events_[e.index()]->factor_on_hazards(h, severity_in(events_[e.index()]->header, c, world.month, 1));
  return factor;
}

void Calendar::fire(World& world, EventId e) const {
  const Event& event = *events_[e.index()];
  const Month month = world.month, start = month + event.header.lead, end = end_of(event, start);
  if (end <= month) return;
  EventClock& clock = world.clocks[e];
  clock = {month,
           month,
           start,
           end,
           over_after(event, end),
           end > start ? std::min(clock.first, start) : clock.first,
           clock.fired + 1};
}

void Calendar::advance(World& world, const Parameters& parameters, const Measurements* measurements,
                       const RandomStream& random) const {
  const Month month = world.month;
  for (const EventId e : world.clocks.ids()) {
    const EventHeader& h = events_[e.index()]->header;
    if (!h.trigger || !may_fire(world, e)) continue;
    if (h.trigger->holds({world.clocks, measurements, random, month, e, names_[e.index()], calm(world, h),
                          &world.governments.decided}))
      fire(world, e);
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

}  // namespace chokepoint
