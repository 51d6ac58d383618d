// Reading a calendar.
#include "engine/scenario/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/events/event.hpp"

namespace chokepoint {

std::vector<TimelineEntry> timeline(const Scenario& scenario, bool with_notes) {
  std::vector<TimelineEntry> entries;
  for (const EventId e : ids<EventId>(scenario.calendar->events().size())) {
    const auto& event = scenario.calendar->events()[e.index()];
    const EventHeader& h = event->header;
    const Month superseded = scenario.calendar->superseded_from(e);
    if (h.start > Month{0} && h.start >= superseded) {  // its government decides by itself
      if (!h.trigger && h.severity > 0 && h.start <= scenario.end)
        entries.push_back({h.start, "left out", event.get()});
      continue;
    }
    const EventKind kind = find_event_type(h.type)->kind;
    const bool acts = h.severity > 0 && kind != EventKind::fact;
    if (h.trigger || (!acts && !with_notes)) continue;
    const std::optional<Month> end = kind == EventKind::shock ? std::optional(h.start + 1)
                                     : h.duration > 0         ? std::optional(h.start + h.duration)
                                                              : h.end;
    const bool called_off = h.withdrawn && (!end || *h.withdrawn < *end);
    const auto add = [&](Month month, const char* what) {
      if (month <= scenario.end) entries.push_back({month, what, event.get()});
    };
    if (h.announce && *h.announce < h.start && (!h.withdrawn || *h.announce < *h.withdrawn))
      add(*h.announce, "announced");
    if (!called_off || h.start < *h.withdrawn)
      add(h.start, !acts ? "noted" : kind == EventKind::shock ? "strikes" : "from");
    if (called_off)
      add(*h.withdrawn, "withdrawn");
    else if (end && kind != EventKind::shock)
      add(*end, "ends");
  }
  std::ranges::stable_sort(entries, {}, &TimelineEntry::month);
  return entries;
}

std::vector<EventId> conditional_events(const Scenario& scenario) {
  std::vector<EventId> out;
  const auto events = scenario.calendar->events();
  for (const EventId e : ids<EventId>(events.size()))
    if (events[e.index()]->header.trigger) out.push_back(e);
  return out;
}

std::string event_sentence(const Event& event, const WorldData& data) {
  const EventHeader& h = event.header;
  std::string out;
  const auto add = [&](std::string text) { out += (out.empty() ? "" : "; ") + std::move(text); };
  if (h.trigger) add(h.trigger->describe());
  if (h.lead > 0) add(fmt::format("{} months after its announcement", h.lead));
  if (h.trigger && h.start > Month{0}) add("not before " + h.start.text());
  if (h.trigger && h.withdrawn)
    add("withdrawn in " + h.withdrawn->text());
  else if (h.trigger && h.end)
    add("until " + h.end->text());
  if (h.trigger && h.duration > 0) add(fmt::format("for {} months", h.duration));
  if (h.severity < 1) add(fmt::format("severity {:.2g}", h.severity));
  if (h.ramp.months > 0) add(fmt::format("growing over {} months", h.ramp.months));
  if (h.fdpr) add("foreign suppliers bound too");
  if (h.allied_auto) add("aligned nations may follow");
  if (!h.allies.empty()) add("with " + nation_list(data, h.allies));
  return event.describe(data) + (out.empty() ? "" : " (" + out + ")");
}

}  // namespace chokepoint
