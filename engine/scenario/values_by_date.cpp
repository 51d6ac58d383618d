// One event of several values becomes several events of one value.
#include "engine/scenario/values_by_date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "engine/base/month.hpp"
#include "engine/scenario/composition.hpp"

namespace chokepoint {
namespace {

using config::Node;

bool is_by_date(const Node& value) {
  return value.kind == Node::Kind::map && !value.entries.empty() &&
         std::ranges::all_of(value.entries, [](const Node::Entry& e) {
           return Month::parse(e.key) && e.value.kind == Node::Kind::scalar;
         });
}

Node* entry_of(Node& event, std::string_view key) {
  const auto at = std::ranges::find(event.entries, key, &Node::Entry::key);
  return at == event.entries.end() ? nullptr : &at->value;
}

std::optional<Month> month_of(const Node& event, std::string_view key) {
  const Node* said = event.find(std::string(key));
  return said && said->kind == Node::Kind::scalar ? Month::parse(said->scalar) : std::nullopt;
}

/// Writes a key of an event anew, where it stands if it does.
void put(Node& event, const std::string& key, const std::string& text) {
  Node value;
  value.kind = Node::Kind::scalar, value.file = event.file, value.line = event.line, value.column = event.column;
  value.scalar = text;
  if (Node* there = entry_of(event, key))
    there->scalar = text;
  else
    event.entries.push_back({key, event.line, event.column, std::move(value)});
}

/// The first month after the event, if it has one.
std::optional<Month> end_of(const Node& event, Month start) {
  if (const auto end = month_of(event, "end")) return end;
  const Node* duration = event.find("duration");
  const auto months = duration ? config::parse_number(duration->scalar) : std::nullopt;
  return months ? std::optional(start + static_cast<int>(*months)) : std::nullopt;
}

/// The event from one month up to another with the values that hold then.
Node stretch(const Node& event, Month from, std::optional<Month> until, Month start) {
  Node out = event;
  for (Node::Entry& field : out.entries) {
    if (!is_by_date(field.value)) continue;
    const Node by_date = field.value;
    for (const Node::Entry& e : by_date.entries)
      if (*Month::parse(e.key) <= from) field.value = e.value;
  }
  std::erase_if(out.entries, [](const Node::Entry& e) { return e.key == "duration"; });
  if (until) put(out, "end", until->text());
  if (from == start) return out;
  put(out, "start", from.text());
  put(out, "announce", month_of(event, "announce").value_or(start).text());
  put(out, "id", id_of(event) + "@" + from.text());
  return out;
}

/// The months in which some value changes. Dates stand in order; each field has a value from the start on.
std::set<Month> changes_of(const Node& event, Month start, Mistakes& mistakes) {
  std::set<Month> out{start};
  for (const Node::Entry& field : event.entries) {
    if (!is_by_date(field.value)) continue;
    const std::vector<Node::Entry>& dates = field.value.entries;
    for (std::size_t k = 0; k < dates.size(); ++k) {
      const Month month = *Month::parse(dates[k].key);
      if (k > 0 && month <= *Month::parse(dates[k - 1].key))
        mistakes.add({field.value.place().file, dates[k].line, dates[k].column},
                     fmt::format("{} follows {}: dates stand in order", dates[k].key, dates[k - 1].key));
      if (k == 0 && month > start)
        mistakes.add({field.value.place().file, dates[k].line, dates[k].column},
                     fmt::format("'{}' has no value from {} on, when the event starts", field.key, start.text()));
      if (month > start) out.insert(month);
    }
  }
  return out;
}

}  // namespace

void for_each_stretch(const Node& event, Mistakes& mistakes, const std::function<void(const Node&)>& visit) {
  const auto by_date = std::ranges::find_if(event.entries, [](const Node::Entry& e) { return is_by_date(e.value); });
  if (by_date == event.entries.end()) return visit(event);
  const std::optional<Month> start = month_of(event, "start");
  if (!start || event.find("trigger")) {
    mistakes.add(by_date->value.place(),
                 fmt::format("values by date, as of '{}', go with a 'start' in a month, and not "
                             "with a trigger",
                             by_date->key));
    return;
  }
  const std::size_t before = mistakes.count();
  const std::set<Month> changes = changes_of(event, *start, mistakes);
  if (mistakes.count() > before) return;
  const std::optional<Month> end = end_of(event, *start);
  for (auto from = changes.begin(); from != changes.end(); ++from) {
    if (end && *from >= *end) break;
    const auto next = std::next(from);
    const bool last = next == changes.end() || (end && *next >= *end);
    visit(stretch(event, *from, last ? end : *next, *start));
  }
}

}  // namespace chokepoint
