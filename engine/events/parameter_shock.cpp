// parameter_shock: any parameter of the equations is changed while in force.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class ParameterShock : public Event {
 public:
  std::string parameter, op;
  std::size_t offset = 0;
  double value = 0;
  double low = -no_limit, high = no_limit;  ///< of the parameter's plausible range, unless it may be left

  [[nodiscard]] double changed(double before) const {
    return op == "set" ? value : op == "add" ? before + value : before * value;
  }

  void adjust(const EventView& view, Parameters& p) const override {
    const double before = p.get(offset);
    p.set(offset, std::clamp(before + view.severity * (changed(before) - before), low, high));
  }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData&) const override {
    return op == "set"   ? fmt::format("{} is set to {}", parameter, value)
           : op == "add" ? fmt::format("{} changes by {:+}", parameter, value)
                         : fmt::format("{} is multiplied by {}", parameter, value);
  }
};

constexpr EventField parameter_shock_fields[] = {
    {"parameter", FieldKind::parameter, "", "required", "as in data/parameters.yaml"},
    {"op", FieldKind::choice, "", "set", "what is done with the value", {}, "set add multiply"},
    {"value", FieldKind::number, "", "required", "in the parameter's unit; a factor for multiply"},
    {"beyond_range", FieldKind::boolean, "", "false",
     "whether the parameter may leave its plausible range: a thought experiment"},
};

std::unique_ptr<Event> read_parameter_shock(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<ParameterShock>();
  std::tie(event->offset, event->parameter) = r.parameter("parameter");
  event->op = r.choice("op");
  event->value = r.number("value");
  const ParameterEntry* entry = r.parameters.find(event->parameter);
  if (r.boolean("beyond_range") || !entry || !r.has("value")) return event;
  event->low = entry->low;
  event->high = entry->high;
  if (const double after = event->changed(entry->value); after < event->low || after > event->high)
    r.mistake(
        "value",
        fmt::format(
            "'{}' would be {}, outside its plausible range [{}, {}]; for a thought experiment say beyond_range: true",
            event->parameter, after, event->low, event->high));
  return event;
}

}  // namespace

extern constinit const EventType parameter_shock{
    "parameter_shock",
    "changes a parameter of the equations while in force",
    EventKind::measure,
    "The parameter becomes p + severity × (p' − p), p' being the value set, p + value, or p × value. A `ramp` moves it "
    "gradually. It stays within the range of data/parameters.yaml unless `beyond_range` is true.",
    parameter_shock_fields,
    R"(id: better-enforcement
type: parameter_shock
parameter: controls.enforcement
op: set
value: 0.8
start: 2027-01
ramp: {shape: s_curve, months: 12}
source: hypothetical)",
    read_parameter_shock};

}  // namespace chokepoint::events
