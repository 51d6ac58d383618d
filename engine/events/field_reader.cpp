// Values of fields: numbers, words, months, ramps and triggers.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/events/amount.hpp"
#include "engine/events/event_reader.hpp"

namespace chokepoint {

using config::Node;

const Node* EventReader::value(const EventField& field) {
  return field.required ? map_.require(field.name) : map_.find(field.name);
}

void EventReader::read(const EventField& f, double& into) {
  if (const Node* said = value(f)) into = number(f, *said).value_or(into);
}

void EventReader::read(const EventField& f, std::optional<double>& into) {
  if (const Node* said = value(f)) into = number(f, *said);
}

/// A number, or an amount with what it counts.
std::optional<double> EventReader::number(const EventField& f, const Node& said) {
  if (said.kind != Node::Kind::scalar || config::parse_number(said.scalar))
    return map_.optional_number(f.name, f.range);
  const auto amount = amount_in(said.scalar, f.unit);
  if (const std::string* why = std::get_if<std::string>(&amount)) {
    if (why->empty()) return map_.optional_number(f.name, f.range);
    mistake(f.name, fmt::format("'{}' is {}, found '{}': {}", f.name, f.unit, said.scalar, *why));
    return std::nullopt;
  }
  Node in_unit = map_.node();
  in_unit.entries = {{std::string(f.name), said.line, said.column, said}};
  in_unit.entries[0].value.scalar = fmt::format("{}", std::get<double>(amount));
  return config::MapReader(in_unit, "event", map_.mistakes()).optional_number(f.name, f.range);
}

void EventReader::read(const EventField& f, int& into) {
  const Node* said = value(f);
  if (!said) return;
  const auto amount = amount_in(said->scalar, f.unit);
  const double* months = std::get_if<double>(&amount);
  const auto low = static_cast<int>(f.range.low), high = static_cast<int>(f.range.high);
  if (months && *months == std::floor(*months) && *months >= low && *months <= high)
    into = static_cast<int>(*months);
  else
    into = map_.integer(f.name, into, low, high);
}

void EventReader::read(const EventField& f, bool& into) {
  if (value(f)) into = map_.boolean(f.name, into);
}

void EventReader::read(const EventField& f, std::string& into) {
  const Node* said = value(f);
  if (!said) return;
  if (f.kind == FieldKind::event)
    into = one_event(f, *said);
  else if (f.kind == FieldKind::choice)
    into = map_.choice(f.name, into, words_of(f.words));
  else
    into = map_.text(f.name);
}

std::string EventReader::one_event(const EventField& f, const Node& list) {
  Words named = words(f.name, list);
  if (named.size() == 1) return std::move(named[0]);
  mistake(f.name, fmt::format("'{}' names one event", f.name));
  return {};
}

void EventReader::read(const EventField& f, Words& into) {
  if (const Node* list = value(f)) into = f.kind == FieldKind::choices ? choices(f, *list) : words(f.name, *list);
}

EventReader::Words EventReader::choices(const EventField& f, const Node& list) {
  const Words known = words_of(f.words);
  Words out = map_.words(f.name);
  if (out == Words{"all"}) return known;
  for (std::size_t i = 0; i < out.size(); ++i)
    if (std::ranges::find(known, out[i]) == known.end())
      map_.mistakes().add(
          i < list.items.size() ? list.items[i].place() : list.place(),
          fmt::format("'{}' is not one of the {} of this event{}", out[i], f.name, suggestion(out[i], known)));
  // What is none of the words would only be told once more by what is done with it.
  std::erase_if(out, [&](const std::string& word) { return std::ranges::find(known, word) == known.end(); });
  return out;
}

EventReader::Words EventReader::words(std::string_view key, const Node& list) {
  Words out = map_.words(key);
  for (std::size_t i = 0; i < out.size() && i < list.items.size(); ++i) {
    const auto here = out.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(out.begin(), here, out[i]) != here)
      map_.mistakes().add(list.items[i].place(), fmt::format("duplicate '{}'", out[i]));
  }
  return out;
}

void EventReader::read(const EventField& f, Month& into) {
  if (value(f)) into = map_.month(f.name).value_or(into);
}

void EventReader::read(const EventField& f, std::optional<Month>& into) {
  if (value(f)) into = map_.month(f.name);
}

void EventReader::read(const EventField& f, Ramp& into) {
  const Node* ramp = value(f);
  if (!ramp) return;
  config::MapReader r(*ramp, std::string(f.name), map_.mistakes());
  const std::string shape = r.choice("shape", "linear", {"linear", "s_curve", "exponential"});
  into.shape = shape == "linear"    ? Ramp::Shape::linear
               : shape == "s_curve" ? Ramp::Shape::s_curve
                                    : Ramp::Shape::exponential;
  (void)r.require("months");
  into.months = r.integer("months", 0, 1, 1200);
  r.finish();
}

void EventReader::read(const EventField& f, std::optional<Trigger>& into) {
  if (const Node* trigger = value(f)) into = Trigger::read(*trigger, context_, map_.mistakes());
}

}  // namespace chokepoint
