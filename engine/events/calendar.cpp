// Which events there are, and how they hang together.
#include "engine/events/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/events/statecraft.hpp"

namespace chokepoint {
namespace {

/// First month whose written measures give way to what all their issuers decide by themselves.
Month governed_since(const Event& event, const Column<NationId, Month>& agent_from) {
  if (!is_written_policy(event)) return EventClock::never;
  Month last = Month{0};
  for (const NationId n : event.header.issuers)
    last = std::max(last, n.index() < agent_from.size() ? agent_from[n] : EventClock::never);
  return last;
}

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
      event->header.trigger->append_series(series_read_);
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
  arrange_outcomes(mistakes);
  check_circles(mistakes);
}

/// Events that share a draw exclude each other: each takes its part of the numbers from 0 to 1, in the order of events.
void Calendar::arrange_outcomes(Mistakes& mistakes) const {
  constexpr double rounding = 1e-9;
  std::map<std::string, double> taken;
  for (const auto& event : events_) {
    if (!event->header.trigger) continue;
    event->header.trigger->each_outcome([&](Trigger& outcome) {
      double& sum = taken[outcome.shared_draw()];
      outcome.stand_behind(sum);
      sum += outcome.probability();
      if (sum > 1 + rounding && sum - outcome.probability() <= 1 + rounding)
        mistakes.add(outcome.shared_draw_place(),
                     fmt::format("the probabilities of the outcomes of the draw '{}' come to {:.3g} with this one: "
                                 "they exclude each other, so at most 1",
                                 outcome.shared_draw(), sum));
    });
  }
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

}  // namespace chokepoint
