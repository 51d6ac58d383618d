// What events share: ramps, finding each other.
#include "engine/events/event.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/elementary.hpp"

namespace chokepoint {

double severity_in(const EventHeader& h, const EventClock& clock, Month month, double kept) {
  return h.severity * h.ramp.at(month - clock.start) * kept;
}

double Ramp::at(int k) const {
  if (k >= months) return 1;
  const double x = (k + 1.0) / (months + 1.0);
  switch (shape) {
    case Shape::linear:
      return x;
    case Shape::s_curve:
      return x * x * (3 - 2 * x);
    case Shape::exponential:
      return -maths::expm1(-3 * x) / -maths::expm1(-3.0);
  }
  return 1;
}

// --- other events ---------------------------------------------------------------------------------------------------

EventId EventDirectory::find(const std::string& id, const Place& place) const {
  if (const auto at = index_.find(id); at != index_.end()) return EventId{at->second};
  std::vector<std::string> known;
  for (const auto& event : events_) known.push_back(event->header.id);
  const std::string near = nearest(id, known);
  mistakes_.add(place, fmt::format("no event is called '{}'{}", id,
                                   near.empty() ? " (see: simulate timeline)" : " (did you mean '" + near + "'?)"));
  return {};
}

std::vector<EventId> EventDirectory::match(const std::vector<std::string>& words, const Place& place) const {
  std::vector<EventId> out;
  for (const std::string& word : words) {
    if (!word.starts_with("tag:")) {
      if (const EventId id = find(word, place); id.exists()) out.push_back(id);
      continue;
    }
    const std::string tag = word.substr(4);
    std::vector<std::string> known;
    const std::size_t before = out.size();
    for (std::size_t e = 0; e < events_.size(); ++e) {
      const auto& tags = events_[e]->header.tags;
      known.insert(known.end(), tags.begin(), tags.end());
      if (std::ranges::find(tags, tag) != tags.end()) out.push_back(EventId{e});
    }
    if (out.size() > before) continue;
    std::ranges::sort(known);
    known.erase(std::ranges::unique(known).begin(), known.end());
    mistakes_.add(place, fmt::format("no event has the tag '{}'{}", tag, suggestion(tag, known)));
  }
  return out;
}

std::vector<EventId> EventDirectory::measures(const std::vector<std::string>& words, const Place& place) const {
  std::vector<EventId> out;
  for (const std::string& word : words)
    for (const EventId e : match({word}, place)) {
      const Event& found = event(e);
      const EventType* type = find_event_type(found.header.type);
      const bool may = type && type->kind == EventKind::measure && !found.about_events();
      if (may && std::ranges::find(out, e) == out.end()) out.push_back(e);
      if (!may && !word.starts_with("tag:"))
        mistakes_.add(place, fmt::format("'{}' ({}) is no measure with rules of its own", word, found.header.type));
    }
  return out;
}

std::string nation_list(const WorldData& data, const NationList& nations) {
  std::string out;
  const std::vector<std::string> labels = nations.labels(data);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i > 0) out += i + 1 == labels.size() ? " and " : ", ";
    out += labels[i];
  }
  return out.empty() ? "no nation" : out;
}

const EventType* find_event_type(std::string_view name) {
  const auto types = event_types();
  const auto at = std::ranges::find(types, name, [](const EventType* t) { return t->name; });
  return at == types.end() ? nullptr : *at;
}

}  // namespace chokepoint
