// Reading triggers.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event.hpp"
#include "engine/events/trigger.hpp"

namespace chokepoint {
namespace {

using config::MapReader;
using config::Node;

constexpr int deepest = 16;  // nested all, any, not
/// In the order of Trigger::Kind.
const std::vector<std::string> kinds = {"all",  "any",    "not",  "date",  "window", "every",
                                        "when", "hazard", "prob", "after", "policy"};

/// The map under a kind, or a one-key map of a value written for short: `when: eci_gap < 2`.
Node map_of(const Node& value, const std::string& short_key) {
  if (value.kind != Node::Kind::scalar || short_key.empty()) return value;
  Node map;
  map.kind = Node::Kind::map;
  map.file = value.file;
  map.line = value.line;
  map.column = value.column;
  map.entries.push_back({short_key, value.line, value.column, value});
  return map;
}

/// By kind the key that a value written for short stands for: `when: eci_gap < 2`.
constexpr std::string_view shorts[] = {"", "", "", "date", "", "months", "expr", "per_month", "prob", "event", "kind"};

/// `{prob: 0.06, from: 2028-01, until: 2030-12}`: the whole map belongs to its chance.
bool is_chance_in_window(const Node& node) {
  return node.kind == Node::Kind::map && node.find("prob") && node.entries.size() > 1 &&
         std::ranges::all_of(node.entries, [](const Node::Entry& e) {
           return e.key == "prob" || e.key == "from" || e.key == "until" || e.key == "draw";
         });
}

/// Whether a node is one key, the name of a kind, and not too deep.
bool is_trigger(const Node& node, int depth, Mistakes& mistakes) {
  if (node.kind != Node::Kind::map || node.entries.size() != 1) {
    mistakes.add(node.place(),
                 fmt::format("a trigger should be one of {}, found {}", fmt::join(kinds, ", "),
                             node.kind == Node::Kind::map
                                 ? fmt::format("{} keys (join them with 'all' or 'any')", node.entries.size())
                                 : node.describe()));
    return false;
  }
  if (depth > deepest) {
    mistakes.add(node.place(), fmt::format("a trigger nests deeper than {} levels", deepest));
    return false;
  }
  const Node::Entry& entry = node.entries[0];
  if (std::ranges::find(kinds, entry.key) != kinds.end()) return true;
  mistakes.add({node.place().file, entry.line, entry.column},
               fmt::format("no trigger is called '{}'{}", entry.key, suggestion(entry.key, kinds)));
  return false;
}

}  // namespace

std::optional<Trigger> Trigger::read(const Node& node, const EventContext& context, Mistakes& mistakes) {
  std::uint64_t draw = 0;
  const std::size_t before = mistakes.count();
  auto trigger = read_part(node, context, mistakes, 0, draw);
  return mistakes.count() == before ? std::move(trigger) : std::nullopt;
}

std::optional<Trigger> Trigger::read_part(const Node& node, const EventContext& context, Mistakes& mistakes, int depth,
                                          std::uint64_t& draw) {
  if (is_chance_in_window(node)) {
    Node whole;
    whole.kind = Node::Kind::map, whole.file = node.file, whole.line = node.line, whole.column = node.column;
    whole.entries.push_back({"prob", node.line, node.column, node});
    return read_part(whole, context, mistakes, depth, draw);
  }
  if (!is_trigger(node, depth, mistakes)) return std::nullopt;
  const std::string& key = node.entries[0].key;
  const Node& value = node.entries[0].value;
  const auto kind = std::ranges::find(kinds, key);
  Trigger out;
  out.kind_ = static_cast<Kind>(kind - kinds.begin());
  out.draw_ = draw++;
  if (out.kind_ == Kind::all || out.kind_ == Kind::any || out.kind_ == Kind::none) {
    out.read_parts(key, value, context, mistakes, depth, draw);
    return out;
  }
  const Node map = map_of(value, std::string(shorts[kind - kinds.begin()]));
  MapReader r(map, key, mistakes);
  out.read_keys(r, context);
  r.finish();
  return out;
}

void Trigger::read_keys(MapReader& r, const EventContext& context) {
  switch (kind_) {
    case Kind::date:
      (void)r.require("date");
      from_ = r.month("date").value_or(Month{0});
      break;
    case Kind::window:
      (void)r.require("from"), (void)r.require("until");
      read_span(r);
      break;
    case Kind::every:
      (void)r.require("months");
      months_ = r.integer("months", 12, 1, 1200);
      read_span(r);
      once_ = false;
      break;
    case Kind::when:
      read_condition(r, context);
      break;
    case Kind::hazard:
      probability_ = r.required_number("per_month", config::share);
      read_raises(r, r.mistakes());
      read_span(r);
      read_repetition(r);
      break;
    case Kind::chance:
      read_chance(r);
      break;
    case Kind::after:
      read_other(r);
      break;
    case Kind::policy:
      read_policy(r);
      break;
    default:
      break;
  }
}

void Trigger::read_parts(const std::string& key, const Node& value, const EventContext& context, Mistakes& mistakes,
                         int depth, std::uint64_t& draw) {
  const auto add = [&](const Node& node) {
    auto part = read_part(node, context, mistakes, depth + 1, draw);
    if (!part) return;
    if (part->discretion() && kind_ != Kind::all)
      mistakes.add(node.place(), fmt::format("a 'policy' stands alone or under 'all': under '{}' the event would "
                                             "happen whatever its government decides",
                                             key));
    if (part->discretion() && discretion())
      mistakes.add(node.place(), "a second 'policy': a government decides once about an event");
    parts_.push_back(std::move(*part));
  };
  if (kind_ == Kind::none) return add(value);
  if (value.kind != Node::Kind::sequence)
    mistakes.add(value.place(), fmt::format("'{}' should list triggers, found {}", key, value.describe()));
  else if (value.items.empty())
    mistakes.add(value.place(), fmt::format("'{}' should list triggers, found an empty list", key));
  for (const Node& item : value.items) add(item);
}

void Trigger::read_chance(MapReader& r) {
  probability_ = r.required_number("prob", config::share);
  if (const Node* draw = r.find("draw")) {
    shared_draw_ = r.text("draw");
    shared_draw_place_ = draw->place();
    if (shared_draw_.empty()) r.mistake("draw", "'draw' should name the draw that several events share");
  }
  if (!r.find("from") && !r.find("until")) return;
  (void)r.require("from"), (void)r.require("until");
  read_span(r);
}

void Trigger::read_raises(MapReader& r, Mistakes& mistakes) {
  constexpr double highest = 1000;
  const Node* map = r.find("raised_by");
  if (!map) return;
  if (map->kind != Node::Kind::map)
    return r.mistake("raised_by", fmt::format("'raised_by' should be a map of events to factors, as {{theft: 2}}, "
                                              "found {}",
                                              map->describe()));
  MapReader factors(*map, "raised_by", mistakes);
  for (const Node::Entry& entry : map->entries)
    raised_by_.push_back({entry.key,
                          {map->place().file, entry.line, entry.column},
                          factors.number(entry.key, 1, {0, highest}),
                          {},
                          false});
}

void Trigger::read_span(MapReader& r) {
  from_ = r.month("from").value_or(Month{0});
  until_ = r.month("until");
  if (until_ && *until_ < from_)
    r.mistake("until", fmt::format("ends in {}, before it begins in {}", until_->text(), from_.text()));
}

void Trigger::read_repetition(MapReader& r) {
  cooldown_ = r.integer("cooldown", 0, 0, 1200);
  once_ = r.boolean("once", true);
}

void Trigger::read_condition(MapReader& r, const EventContext& context) {
  const Node* text = r.require("expr");
  if (text && text->kind != Node::Kind::scalar)
    r.mistake("expr", fmt::format("'expr' should be a condition like 'eci_gap < 2', found {}", text->describe()));
  else if (text && !context.metrics)
    r.mistake("expr", "conditions on metrics cannot be read here: no metrics are measured");
  else if (text) {
    Place place = text->place();
    if (text->quoted) ++place.column;
    condition_ = Expression::parse(text->scalar, *context.metrics, place, r.mistakes());
  }
  months_ = r.integer("for_months", 1, 1, 120);
  read_repetition(r);
}

void Trigger::read_other(MapReader& r) {
  event_ = r.required_text("event");
  event_place_ = r.find("event") ? r.find("event")->place() : r.node().place();
  months_ = r.integer("months", 0, 0, 1200);
  probability_ = r.number("prob", 1, config::share);
  of_end_ = r.choice("of", "start", {"start", "end"}) == "end";
}

void Trigger::read_policy(MapReader& r) {
  Discretion found;
  (void)r.require("kind");
  const std::string kind = r.choice("kind", "restrict", {policy_kind_names.begin(), policy_kind_names.end()});
  if (const auto at = std::ranges::find(policy_kind_names, kind); at != policy_kind_names.end())
    found.kind = static_cast<PolicyKind>(at - policy_kind_names.begin());
  if (r.find("rung")) found.rung = r.number("rung", 0, config::share);
  cooldown_ = r.integer("cooldown", 0, 0, 1200);
  once_ = r.boolean("once", false);
  discretion_ = found;
}

}  // namespace chokepoint
