// Triggers in words.
#include <fmt/format.h>

#include "engine/events/event.hpp"
#include "engine/events/trigger.hpp"

namespace chokepoint {

std::string Trigger::describe_parts(std::string_view word) const {
  std::string out;
  for (const Trigger& part : parts_) {
    const bool compound = part.kind_ == Kind::all || part.kind_ == Kind::any;
    out += fmt::format("{}{}", out.empty() ? "" : fmt::format(" {} ", word),
                       compound ? "(" + part.describe() + ")" : part.describe());
  }
  return out;
}

std::string Trigger::describe_span() const {
  return (from_ > Month{0} ? " from " + from_.text() : "") + (until_ ? " until " + until_->text() : "");
}

std::string Trigger::describe_raises() const {
  std::string out;
  for (const Raise& raise : raised_by_) out += fmt::format(", × {:g} once there is {}", raise.factor, raise.event);
  return out;
}

std::string Trigger::describe_delay() const {
  return fmt::format("{} after the {} of {}{}",
                     months_ == 0   ? "at once"
                     : months_ == 1 ? "1 month"
                                    : fmt::format("{} months", months_),
                     of_end_ ? "end" : "start", event_,
                     probability_ < 1 ? fmt::format(" with probability {:.3g}", probability_) : "");
}

std::string Trigger::describe_decision() const {
  static constexpr std::string_view decides[] = {"to restrict", "to retaliate", "on relief", "on a subsidy",
                                                 "on a truce"};
  return fmt::format("when its issuer decides {}{}",
                     discretion_ ? decides[static_cast<std::size_t>(discretion_->kind)] : "",
                     cooldown_ > 0 ? fmt::format(", at most every {} months", cooldown_) : "");
}

std::string Trigger::describe() const {
  switch (kind_) {
    case Kind::all:
      return describe_parts("and");
    case Kind::any:
      return describe_parts("or");
    case Kind::none:
      return parts_.empty() ? "" : "not (" + parts_[0].describe() + ")";
    case Kind::date:
      return "from " + from_.text();
    case Kind::window:
      return "between " + from_.text() + " and " + until_->text();
    case Kind::every:
      return fmt::format("every {} months{}", months_, describe_span());
    case Kind::when:
      return fmt::format("when {}{}{}", condition_ ? condition_->text() : "",
                         months_ > 1 ? fmt::format(" for {} months", months_) : "", once_ ? "" : ", again and again");
    case Kind::hazard:
      return fmt::format("with {:.3g} % a month{}{}", 100 * probability_, describe_span(), describe_raises());
    case Kind::chance:
      return fmt::format("with probability {:.3g}{}{}", probability_, describe_span(),
                         shared_draw_.empty() ? "" : fmt::format(", as one outcome of {}", shared_draw_));
    case Kind::after:
      return describe_delay();
    case Kind::policy:
      return describe_decision();
  }
  return "";
}

}  // namespace chokepoint
