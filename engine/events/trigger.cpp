// Evaluating triggers.
#include "engine/events/trigger.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/events/event.hpp"

namespace chokepoint {

void Trigger::link(const EventDirectory& directory) {
  if (kind_ == Kind::after) event_id_ = directory.find(event_, event_place_);
  for (Raise& raise : raised_by_) {
    raise.id = directory.find(raise.event, raise.place);
    const EventType* type = raise.id.exists() ? find_event_type(directory.event(raise.id).header.type) : nullptr;
    raise.for_good = type && type->kind == EventKind::shock;
  }
  for (Trigger& part : parts_) part.link(directory);
}

void Trigger::each_outcome(const std::function<void(Trigger&)>& f) {
  if (!shared_draw_.empty()) f(*this);
  for (Trigger& part : parts_) part.each_outcome(f);
}

/// From the month after its start an event raises it: a shock for good, a measure while it is in force.
double Trigger::raised(const TriggerView& view) const {
  double factor = 1;
  for (const Raise& raise : raised_by_) {
    const EventClock& other = view.clocks[raise.id];
    const bool begun = other.first < view.month;
    if (begun && (raise.for_good || other.is_in_force(view.month))) factor *= raise.factor;
  }
  return factor;
}

bool Trigger::lucky(const TriggerView& view, double probability, Month month) const {
  return view.random.uniform(Purpose::event_trigger, view.name, month, draw_) < probability;
}

bool Trigger::drawn_by(const TriggerView& view) const {
  const bool shared = !shared_draw_.empty();
  const double drawn = view.random.uniform(Purpose::event_trigger, shared ? name_hash(shared_draw_) : view.name,
                                           Month{0}, shared ? 0 : draw_) -
                       before_;
  if (drawn < 0 || drawn >= probability_) return false;
  if (!until_) return true;
  const double months = *until_ - from_ + 1;  // each as likely as the others
  return view.month >= from_ + static_cast<int>(months * drawn / probability_);
}

bool Trigger::holds_after(const TriggerView& view) const {
  const EventClock& other = view.clocks[event_id_];
  const Month since = of_end_ ? other.end : other.start;
  if (other.fired == 0 || other.start >= other.end || other.triggered >= view.month)
    return false;  // never came about, or is of this month
  if (since >= EventClock::never || view.month < since + months_) return false;
  const EventClock& own = view.clocks[view.self];
  if (own.fired > 0 && own.triggered >= since + months_) return false;  // has answered this one
  return probability_ >= 1 || lucky(view, probability_, since);
}

bool Trigger::holds(const TriggerView& view) const {
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
             lucky(view, probability_ * view.hazard_factor * raised(view), view.month);
    case Kind::chance:
      return drawn_by(view);
    case Kind::after:
      return holds_after(view);
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
      return std::ranges::max_element(parts_, {}, &Trigger::earliest)->earliest();
    case Kind::any:
      return std::ranges::min_element(parts_, {}, &Trigger::earliest)->earliest();
    case Kind::date:
    case Kind::window:
    case Kind::every:
    case Kind::hazard:
    case Kind::chance:
      return from_;
    default:
      return Month{0};
  }
}

void Trigger::append_events(std::vector<std::string>& out) const {
  if (kind_ == Kind::after) out.push_back(event_);
  for (const Trigger& part : parts_) part.append_events(out);
}

void Trigger::append_series(std::vector<std::size_t>& out) const {
  if (condition_) condition_->append_series(out);
  for (const Trigger& part : parts_) part.append_series(out);
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

}  // namespace chokepoint
