// Reading and evaluating triggers.
#include "engine/events/trigger.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "engine/events/event.hpp"

namespace chokepoint {
namespace {

using config::MapReader;
using config::Node;

constexpr int deepest = 16;  // nested all, any, not
const std::vector<std::string> kinds = {"all", "any", "not", "date", "window", "every", "when", "hazard", "prob", "after"};

/// The map under a kind, or a one-key map of a value written for short: `when: eci_gap < 2`.
Node map_of(const Node& value, const std::string& short_key) {
  if (value.kind != Node::Kind::scalar) return value;
  Node map;
  map.kind = Node::Kind::map;
  map.file = value.file;
  map.line = value.line;
  map.column = value.column;
  map.entries.push_back({short_key, value.line, value.column, value});
  return map;
}

void check_span(MapReader& r, Month from, std::optional<Month> until) {
  if (until && *until < from) r.mistake("until", fmt::format("ends in {}, before it begins in {}", until->text(), from.text()));
}

}  // namespace

std::optional<Trigger> Trigger::read(const Node& node, const EventContext& context, Mistakes& mistakes) {
  std::uint64_t draw = 0;
  const std::size_t before = mistakes.count();
  auto trigger = read_part(node, context, mistakes, 0, draw);
  return mistakes.count() == before ? std::move(trigger) : std::nullopt;
}

std::optional<Trigger> Trigger::read_part(const Node& node, const EventContext& context, Mistakes& mistakes, int depth, std::uint64_t& draw) {
  if (node.kind != Node::Kind::map || node.entries.size() != 1) {
    mistakes.add(node.place(), fmt::format("a trigger should be one of {}, found {}", fmt::join(kinds, ", "),
                                           node.kind == Node::Kind::map ? fmt::format("{} keys (join them with 'all' or 'any')", node.entries.size()) : node.describe()));
    return std::nullopt;
  }
  if (depth > deepest) {
    mistakes.add(node.place(), fmt::format("a trigger nests deeper than {} levels", deepest));
    return std::nullopt;
  }
  const Node::Entry& entry = node.entries[0];
  const Node& value = entry.value;
  Trigger out;
  out.draw_ = draw++;
  if (entry.key == "all" || entry.key == "any") {
    out.kind_ = entry.key == "all" ? Kind::all : Kind::any;
    if (value.kind != Node::Kind::sequence || value.items.empty()) mistakes.add(value.place(), fmt::format("'{}' should list triggers, found {}", entry.key, value.items.empty() && value.kind == Node::Kind::sequence ? "an empty list" : value.describe()));
    for (const Node& item : value.items)
      if (auto part = read_part(item, context, mistakes, depth + 1, draw)) out.parts_.push_back(std::move(*part));
    return out;
  }
  if (entry.key == "not") {
    out.kind_ = Kind::none;
    if (auto part = read_part(value, context, mistakes, depth + 1, draw)) out.parts_.push_back(std::move(*part));
    return out;
  }
  if (entry.key == "date") {
    out.kind_ = Kind::date;
    const Node map = map_of(value, "date");
    MapReader r(map, "trigger", mistakes);
    (void)r.require("date");
    out.from_ = r.month("date").value_or(Month{0});
    r.finish();
    return out;
  }
  if (entry.key == "window") {
    out.kind_ = Kind::window;
    MapReader r(value, "window", mistakes);
    (void)r.require("from"), (void)r.require("until");
    out.from_ = r.month("from").value_or(Month{0});
    out.until_ = r.month("until");
    check_span(r, out.from_, out.until_);
    r.finish();
    return out;
  }
  if (entry.key == "every") {
    out.kind_ = Kind::every;
    const Node map = map_of(value, "months");
    MapReader r(map, "every", mistakes);
    (void)r.require("months");
    out.months_ = r.integer("months", 12, 1, 1200);
    out.from_ = r.month("from").value_or(Month{0});
    out.until_ = r.month("until");
    check_span(r, out.from_, out.until_);
    out.once_ = false;
    r.finish();
    return out;
  }
  if (entry.key == "when") {
    out.kind_ = Kind::when;
    const Node map = map_of(value, "expr");
    MapReader r(map, "when", mistakes);
    const Node* text = r.require("expr");
    if (text && text->kind != Node::Kind::scalar) r.mistake("expr", fmt::format("'expr' should be a condition like 'eci_gap < 2', found {}", text->describe()));
    else if (text && !context.metrics) r.mistake("expr", "conditions on metrics cannot be read here: no metrics are measured");
    else if (text) {
      Place place = text->place();
      if (text->quoted) ++place.column;
      out.condition_ = Expression::parse(text->scalar, *context.metrics, place, mistakes);
    }
    out.months_ = r.integer("for_months", 1, 1, 120);
    out.cooldown_ = r.integer("cooldown", 0, 0, 1200);
    out.once_ = r.boolean("once", true);
    r.finish();
    return out;
  }
  if (entry.key == "hazard") {
    out.kind_ = Kind::hazard;
    const Node map = map_of(value, "per_month");
    MapReader r(map, "hazard", mistakes);
    out.probability_ = r.required_number("per_month", config::share);
    out.from_ = r.month("from").value_or(Month{0});
    out.until_ = r.month("until");
    check_span(r, out.from_, out.until_);
    out.cooldown_ = r.integer("cooldown", 0, 0, 1200);
    out.once_ = r.boolean("once", true);
    r.finish();
    return out;
  }
  if (entry.key == "prob") {
    out.kind_ = Kind::chance;
    const Node map = map_of(value, "prob");
    MapReader r(map, "prob", mistakes);
    out.probability_ = r.required_number("prob", config::share);
    r.finish();
    return out;
  }
  if (entry.key == "after") {
    out.kind_ = Kind::after;
    const Node map = map_of(value, "event");
    MapReader r(map, "after", mistakes);
    out.event_ = r.required_text("event");
    out.event_place_ = map.find("event") ? map.find("event")->place() : map.place();
    out.months_ = r.integer("months", 0, 0, 1200);
    out.probability_ = r.number("prob", 1, config::share);
    out.of_end_ = r.choice("of", "start", {"start", "end"}) == "end";
    r.finish();
    return out;
  }
  mistakes.add({node.file ? *node.file : std::string{}, entry.line, entry.column}, fmt::format("no trigger is called '{}'{}", entry.key, suggestion(entry.key, kinds)));
  return std::nullopt;
}

void Trigger::link(const EventDirectory& directory) {
  if (kind_ == Kind::after) event_id_ = directory.find(event_, event_place_);
  for (Trigger& part : parts_) part.link(directory);
}

bool Trigger::holds(const TriggerView& view) const {
  const auto lucky = [&](double probability, Month month) { return view.luck.uniform(Purpose::event_trigger, view.name, month, draw_) < probability; };
  switch (kind_) {
    case Kind::all: return std::ranges::all_of(parts_, [&](const Trigger& part) { return part.holds(view); });
    case Kind::any: return std::ranges::any_of(parts_, [&](const Trigger& part) { return part.holds(view); });
    case Kind::none: return std::ranges::none_of(parts_, [&](const Trigger& part) { return part.holds(view); });
    case Kind::date: return view.month >= from_;
    case Kind::window: return view.month >= from_ && view.month <= *until_;
    case Kind::every: return view.month >= from_ && (!until_ || view.month <= *until_) && (view.month - from_) % months_ == 0;
    case Kind::when:
      if (!view.measurements) return false;
      for (int ago = 1; ago <= months_; ++ago)
        if (view.month - ago < Month{0} || !condition_->holds(*view.measurements, view.month - ago)) return false;
      return true;
    case Kind::hazard: return view.month >= from_ && (!until_ || view.month <= *until_) && lucky(probability_ * view.hazard_factor, view.month);
    case Kind::chance: return lucky(probability_, Month{0});  // one draw at the start of the run
    case Kind::after: {
      const EventClock& other = view.clocks[event_id_];
      const Month since = of_end_ ? other.end : other.start;
      if (other.fired == 0 || since >= EventClock::never || view.month < since + months_) return false;
      const EventClock& own = view.clocks[view.self];
      if (own.fired > 0 && own.triggered >= since + months_) return false;  // has answered this one
      return probability_ >= 1 || lucky(probability_, since);
    }
  }
  return false;
}

bool Trigger::repeats() const {
  return (kind_ == Kind::every || ((kind_ == Kind::when || kind_ == Kind::hazard) && !once_)) || std::ranges::any_of(parts_, &Trigger::repeats);
}

int Trigger::cooldown() const {
  int most = cooldown_;
  for (const Trigger& part : parts_) most = std::max(most, part.cooldown());
  return most;
}

void Trigger::append_events(std::vector<std::string>& out) const {
  if (kind_ == Kind::after) out.push_back(event_);
  for (const Trigger& part : parts_) part.append_events(out);
}

std::optional<Month> Trigger::certain_month() const {
  if (kind_ == Kind::date || kind_ == Kind::window) return from_;
  return std::nullopt;
}

bool Trigger::reads_metrics() const { return kind_ == Kind::when || std::ranges::any_of(parts_, &Trigger::reads_metrics); }

std::string Trigger::describe() const {
  const auto joined = [&](std::string_view word) {
    std::string out;
    for (const Trigger& part : parts_) {
      const bool compound = part.kind_ == Kind::all || part.kind_ == Kind::any;
      out += fmt::format("{}{}", out.empty() ? "" : fmt::format(" {} ", word), compound ? "(" + part.describe() + ")" : part.describe());
    }
    return out;
  };
  const auto span = [&] {
    return (from_ > Month{0} ? " from " + from_.text() : "") + (until_ ? " until " + until_->text() : "");
  };
  switch (kind_) {
    case Kind::all: return joined("and");
    case Kind::any: return joined("or");
    case Kind::none: return parts_.empty() ? "" : "not (" + parts_[0].describe() + ")";
    case Kind::date: return "from " + from_.text();
    case Kind::window: return "between " + from_.text() + " and " + until_->text();
    case Kind::every: return fmt::format("every {} months{}", months_, span());
    case Kind::when: return fmt::format("when {}{}{}", condition_ ? condition_->text() : "", months_ > 1 ? fmt::format(" for {} months", months_) : "", once_ ? "" : ", again and again");
    case Kind::hazard: return fmt::format("with {:.3g} % a month{}", 100 * probability_, span());
    case Kind::chance: return fmt::format("with probability {:.3g}", probability_);
    case Kind::after:
      return fmt::format("{} after the {} of {}{}", months_ == 0 ? "at once" : months_ == 1 ? "1 month" : fmt::format("{} months", months_), of_end_ ? "end" : "start", event_,
                         probability_ < 1 ? fmt::format(" with probability {:.3g}", probability_) : "");
  }
  return "";
}

}  // namespace chokepoint
