// Reading and evaluating triggers.
#include "engine/events/trigger.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <ranges>

#include "engine/events/event.hpp"

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

}  // namespace

std::optional<Trigger> Trigger::read(const Node& node, const EventContext& context, Mistakes& mistakes) {
  std::uint64_t draw = 0;
  const std::size_t before = mistakes.count();
  auto trigger = read_part(node, context, mistakes, 0, draw);
  return mistakes.count() == before ? std::move(trigger) : std::nullopt;
}

std::optional<Trigger> Trigger::read_part(const Node& node, const EventContext& context, Mistakes& mistakes, int depth,
                                          std::uint64_t& draw) {
  if (node.kind != Node::Kind::map || node.entries.size() != 1) {
    mistakes.add(node.place(),
                 fmt::format("a trigger should be one of {}, found {}", fmt::join(kinds, ", "),
                             node.kind == Node::Kind::map
                                 ? fmt::format("{} keys (join them with 'all' or 'any')", node.entries.size())
                                 : node.describe()));
    return std::nullopt;
  }
  if (depth > deepest) {
    mistakes.add(node.place(), fmt::format("a trigger nests deeper than {} levels", deepest));
    return std::nullopt;
  }
  const auto& [key, line, column, value] = node.entries[0];
  const auto kind = std::ranges::find(kinds, key);
  if (kind == kinds.end()) {
    mistakes.add({node.place().file, line, column},
                 fmt::format("no trigger is called '{}'{}", key, suggestion(key, kinds)));
    return std::nullopt;
  }
  Trigger out;
  out.kind_ = static_cast<Kind>(kind - kinds.begin());
  out.draw_ = draw++;
  if (out.kind_ == Kind::all || out.kind_ == Kind::any || out.kind_ == Kind::none) {
    out.read_parts(key, value, context, mistakes, depth, draw);
    return out;
  }
  // The key that a value written for short stands for: `when: eci_gap < 2`.
  static constexpr std::string_view shorts[] = {"",     "",          "",     "date",  "",    "months",
                                                "expr", "per_month", "prob", "event", "kind"};
  const Node map = map_of(value, std::string(shorts[kind - kinds.begin()]));
  MapReader r(map, key, mistakes);
  switch (out.kind_) {
    case Kind::date:
      (void)r.require("date");
      out.from_ = r.month("date").value_or(Month{0});
      break;
    case Kind::window:
      (void)r.require("from"), (void)r.require("until");
      out.read_span(r);
      break;
    case Kind::every:
      (void)r.require("months");
      out.months_ = r.integer("months", 12, 1, 1200);
      out.read_span(r);
      out.once_ = false;
      break;
    case Kind::when:
      out.read_condition(r, context);
      break;
    case Kind::hazard:
      out.probability_ = r.required_number("per_month", config::share);
      out.read_span(r);
      out.read_repetition(r);
      break;
    case Kind::chance:
      out.probability_ = r.required_number("prob", config::share);
      break;
    case Kind::after:
      out.read_other(r);
      break;
    case Kind::policy:
      out.read_policy(r);
      break;
    default:
      break;
  }
  r.finish();
  return out;
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

void Trigger::link(const EventDirectory& directory) {
  if (kind_ == Kind::after) event_id_ = directory.find(event_, event_place_);
  for (Trigger& part : parts_) part.link(directory);
}

bool Trigger::holds(const TriggerView& view) const {
  const auto lucky = [&](double probability, Month month) {
    return view.random.uniform(Purpose::event_trigger, view.name, month, draw_) < probability;
  };
  switch (kind_) {
    case Kind::all:
      return std::ranges::all_of(parts_, [&](const Trigger& part) { return part.holds(view); });
    case Kind::any:
      return std::ranges::any_of(parts_, [&](const Trigger& part) { return part.holds(view); });
    case Kind::none:
      return std::ranges::none_of(parts_, [&](const Trigger& part) { return part.holds(view); });
    case Kind::date:
      return view.month >= from_;
    case Kind::window:
      return view.month >= from_ && view.month <= *until_;
    case Kind::every:
      return view.month >= from_ && (!until_ || view.month <= *until_) && (view.month - from_) % months_ == 0;
    case Kind::when:
      if (!view.measurements) return false;
      for (int ago = 1; ago <= months_; ++ago)
        if (view.month - ago < Month{0} || !condition_->holds(*view.measurements, view.month - ago)) return false;
      return true;
    case Kind::hazard:
      return view.month >= from_ && (!until_ || view.month <= *until_) &&
             lucky(probability_ * view.hazard_factor, view.month);
    case Kind::chance:
      return lucky(probability_, Month{0});  // one draw at the start of the run
    case Kind::after: {
      const EventClock& other = view.clocks[event_id_];
      const Month since = of_end_ ? other.end : other.start;
      if (other.fired == 0 || other.start >= other.end || other.triggered >= view.month)
        return false;  // never came about, or is of this month
      if (since >= EventClock::never || view.month < since + months_) return false;
      const EventClock& own = view.clocks[view.self];
      if (own.fired > 0 && own.triggered >= since + months_) return false;  // has answered this one
      return probability_ >= 1 || lucky(probability_, since);
    }
    case Kind::policy:
      return view.decided && view.self.index() < view.decided->size() && (*view.decided)[view.self] > 0;
  }
  return false;
}

bool Trigger::repeats() const {
  return (kind_ == Kind::every ||
          ((kind_ == Kind::when || kind_ == Kind::hazard || kind_ == Kind::policy) && !once_)) ||
         std::ranges::any_of(parts_, &Trigger::repeats);
}

int Trigger::cooldown() const {
  int most = cooldown_;
  for (const Trigger& part : parts_) most = std::max(most, part.cooldown());
  return most;
}

Month Trigger::earliest() const {
  switch (kind_) {
    case Kind::all:
      return std::ranges::max(parts_ | std::views::transform(&Trigger::earliest));
    case Kind::any:
      return std::ranges::min(parts_ | std::views::transform(&Trigger::earliest));
    case Kind::date:
    case Kind::window:
    case Kind::every:
    case Kind::hazard:
      return from_;
    default:
      return Month{0};
  }
}

void Trigger::append_events(std::vector<std::string>& out) const {
  if (kind_ == Kind::after) out.push_back(event_);
  for (const Trigger& part : parts_) part.append_events(out);
}

bool Trigger::reads_metrics() const {
  return kind_ == Kind::when || std::ranges::any_of(parts_, &Trigger::reads_metrics);
}

const Discretion* Trigger::discretion() const {
  if (discretion_) return &*discretion_;
  for (const Trigger& part : parts_)
    if (const Discretion* found = part.discretion()) return found;
  return nullptr;
}

std::string Trigger::describe() const {
  const auto joined = [&](std::string_view word) {
    std::string out;
    for (const Trigger& part : parts_) {
      const bool compound = part.kind_ == Kind::all || part.kind_ == Kind::any;
      out += fmt::format("{}{}", out.empty() ? "" : fmt::format(" {} ", word),
                         compound ? "(" + part.describe() + ")" : part.describe());
    }
    return out;
  };
  const auto span = [&] {
    return (from_ > Month{0} ? " from " + from_.text() : "") + (until_ ? " until " + until_->text() : "");
  };
  switch (kind_) {
    case Kind::all:
      return joined("and");
    case Kind::any:
      return joined("or");
    case Kind::none:
      return parts_.empty() ? "" : "not (" + parts_[0].describe() + ")";
    case Kind::date:
      return "from " + from_.text();
    case Kind::window:
      return "between " + from_.text() + " and " + until_->text();
    case Kind::every:
      return fmt::format("every {} months{}", months_, span());
    case Kind::when:
      return fmt::format("when {}{}{}", condition_ ? condition_->text() : "",
                         months_ > 1 ? fmt::format(" for {} months", months_) : "", once_ ? "" : ", again and again");
    case Kind::hazard:
      return fmt::format("with {:.3g} % a month{}", 100 * probability_, span());
    case Kind::chance:
      return fmt::format("with probability {:.3g}", probability_);
    case Kind::after:
      return fmt::format("{} after the {} of {}{}",
                         months_ == 0   ? "at once"
                         : months_ == 1 ? "1 month"
                                        : fmt::format("{} months", months_),
                         of_end_ ? "end" : "start", event_,
                         probability_ < 1 ? fmt::format(" with probability {:.3g}", probability_) : "");
    case Kind::policy: {
      static constexpr std::string_view decides[] = {"to restrict", "to retaliate", "on relief", "on a subsidy",
                                                     "on a truce"};
      return fmt::format("when its issuer decides {}{}",
                         discretion_ ? decides[static_cast<std::size_t>(discretion_->kind)] : "",
                         cooldown_ > 0 ? fmt::format(", at most every {} months", cooldown_) : "");
    }
  }
  return "";
}

}  // namespace chokepoint
