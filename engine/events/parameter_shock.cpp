// parameter_shock: any parameter of the equations is changed while in force.
#include <fmt/format.h>

#include <tuple>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class ParameterShock : public Event {
 public:
  std::string parameter, op;
  std::size_t offset = 0;
  double value = 0;

  void adjust(const EventView& view, Parameters& p) const override {
    const double before = p.get(offset);
    const double after = op == "set" ? value : op == "add" ? before + value : before * value;
    p.set(offset, before + view.severity * (after - before));
  }
  std::string describe(const WorldData&) const override {
    return op == "set" ? fmt::format("{} is set to {}", parameter, value) : op == "add" ? fmt::format("{} changes by {:+}", parameter, value)
                                                                                       : fmt::format("{} is multiplied by {}", parameter, value);
  }
};

constexpr EventField fields[] = {
    {"parameter", FieldKind::parameter, "", "required", "as in data/parameters.yaml"},
    {"op", FieldKind::choice, "", "set", "what is done with the value", {}, "set add multiply"},
    {"value", FieldKind::number, "", "required", "in the parameter's unit; a factor for multiply"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<ParameterShock>();
  std::tie(event->offset, event->parameter) = r.parameter("parameter");
  event->op = r.choice("op");
  event->value = r.number("value");
  return event;
}

}  // namespace

extern constinit const EventType parameter_shock{
    "parameter_shock", "changes a parameter of the equations while in force", EventKind::measure,
    "The parameter becomes p + severity × (p' − p), p' being the value set, p + value, or p × value. A `ramp` moves it gradually.", fields,
    R"(id: better-enforcement
type: parameter_shock
parameter: controls.enforcement
op: set
value: 0.8
start: 2027-01
ramp: {shape: s_curve, months: 12}
source: hypothetical)",
    read};

}  // namespace chokepoint::events
