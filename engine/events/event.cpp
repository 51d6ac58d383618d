// What events share: ramps, finding each other, the common fields.
#include "engine/events/event.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "engine/base/elementary.hpp"

namespace chokepoint {

using config::Node;

std::vector<std::string> words_of(std::string_view words) {
  std::vector<std::string> out;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) out.emplace_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return out;
}

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

std::span<const EventField> common_event_fields() {
  using enum FieldKind;
  static constexpr EventField fields[] = {
      {"id", text, "", "required", "name of the event, once in a scenario"},
      {"type", text, "", "required", "what kind of event it is"},
      {"issuer", nation, "", "",
       "who takes the measure; of a region each member does, and amounts are divided among them"},
      {"targets", nations, "", "",
       "at whom it is aimed, where a type is; `foreign` stands for all nations but the issuer; who takes the measure "
       "is left out"},
      {"allied", words, "nations and regions, or auto", "",
       "nations that take the same measure at the same time; `auto`: aligned nations that sell such goods follow with "
       "a hazard"},
      {"fdpr", boolean, "", "false",
       "foreign direct product rule: binds foreign sellers too; with the types that say so"},
      {"announce", month, "", "",
       "known from this month on, not yet in force: buyers of accelerators, memory, tools and materials hoard what it "
       "will newly close"},
      {"start", month, "", "",
       "in force from this month on; required without a trigger; with one, the first month in which it may fire"},
      {"end", month, "", "", "first month in which it is no longer in force"},
      {"withdrawn", month, "", "", "called off in this month, whether announced or in force"},
      {"duration", integer, "months", "0", "in force for so long after each start, instead of `end`", {0, 1200}},
      {"lead",
       integer,
       "months",
       "0",
       "with a trigger: from its firing, which announces the event, to the start",
       {0, 120}},
      {"trigger", trigger, "", "", "makes the event happen when something holds, instead of on a date"},
      {"severity", number, "share", "1", "0: no effect, 1: full effect", config::share},
      {"ramp", ramp, "", "", "how severity grows: `{shape: linear|s_curve|exponential, months: N}`"},
      {"enforcement", number, "share", "",
       "against diversion while in force; the highest of all measures counts, else `controls.enforcement`",
       config::share},
      {"priority", integer, "", "0", "lower acts first; ties by id", {-1000, 1000}},
      {"tags", words, "", "", "for naming groups of events"},
      {"source", text, "", "", "where the fact is from"},
      {"note", text, "", "", "what a reader should know"},
  };
  return fields;
}

const EventType* find_event_type(std::string_view name) {
  const auto types = event_types();
  const auto at = std::ranges::find(types, name, [](const EventType* t) { return t->name; });
  return at == types.end() ? nullptr : *at;
}

}  // namespace chokepoint
