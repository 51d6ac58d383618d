// parameter_shock: any parameter of the equations is changed while in force.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class ParameterShock : public Event {
 public:
  std::string parameter, op;
  std::size_t offset = 0;
  double value = 0;

  void adjust(Parameters& p, Month) const override {
    const double before = p.get(offset);
    const double after = op == "set" ? value : op == "add" ? before + value : before * value;
    p.set(offset, before + header.severity * (after - before));
  }
  std::string describe(const WorldData&) const override {
    return op == "set" ? fmt::format("{} is set to {}", parameter, value) : op == "add" ? fmt::format("{} changes by {:+}", parameter, value)
                                                                                       : fmt::format("{} is multiplied by {}", parameter, value);
  }
};

constexpr EventField fields[] = {
    {"parameter", "name", "required", "as in data/parameters.yaml"},
    {"op", "set, add, multiply", "set", "what is done with the value"},
    {"value", "", "required", "in the parameter's unit; a factor for multiply"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<ParameterShock>();
  event->parameter = r.required_text("parameter");
  event->op = r.choice("op", "set", {"set", "add", "multiply"});
  event->value = r.required_number("value");
  if (const auto offset = r.parameters.offset(event->parameter)) event->offset = *offset;
  else if (!event->parameter.empty()) {
    const std::string near = nearest(event->parameter, r.parameters.names());
    r.mistake("parameter", fmt::format("no parameter is called '{}'{}", event->parameter, near.empty() ? " (see: simulate list parameters)" : " (did you mean '" + near + "'?)"));
  }
  return event;
}

}  // namespace

extern constinit const EventType parameter_shock{"parameter_shock", "changes a parameter of the equations", fields, read};

}  // namespace chokepoint::events
