// parameter_shock: any parameter of the equations is changed while in force.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class ParameterShock : public Event {
 public:
  ParameterName parameter;
  std::string op = "set";
  double value = 0;
  bool beyond_range = false;
  double low = -no_limit, high = no_limit;  ///< of the parameter's plausible range, unless it may be left

  void check(EventReader& r) override;

  [[nodiscard]] double changed(double before) const {
    return op == "set" ? value : op == "add" ? before + value : before * value;
  }

  void adjust(const EventView& view, Parameters& p) const override {
    const double before = p.get(parameter.offset);
    p.set(parameter.offset, std::clamp(before + view.severity * (changed(before) - before), low, high));
  }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData&) const override {
    return op == "set"   ? fmt::format("{} is set to {}", parameter.name, value)
           : op == "add" ? fmt::format("{} changes by {:+}", parameter.name, value)
                         : fmt::format("{} is multiplied by {}", parameter.name, value);
  }
};

constexpr EventField parameter_shock_fields[] = {
    required(field(&ParameterShock::parameter, "parameter", "", "as in data/parameters.yaml")),
    field(&ParameterShock::op, "op", FieldKind::choice, "", "what is done with the value", {}, "set add multiply"),
    required(field(&ParameterShock::value, "value", "", "in the parameter's unit; a factor for multiply")),
    field(&ParameterShock::beyond_range, "beyond_range", "",
          "whether the parameter may leave its plausible range: a thought experiment"),
};

void ParameterShock::check(EventReader& r) {
  const ParameterEntry* entry = r.parameters.find(parameter.name);
  if (beyond_range || !entry || !r.has("value")) return;
  low = entry->low;
  high = entry->high;
  if (const double after = changed(entry->value); after < low || after > high)
    r.mistake(
        "value",
        fmt::format(
            "'{}' would be {}, outside its plausible range [{}, {}]; for a thought experiment say beyond_range: true",
            parameter.name, after, low, high));
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
    make_event<ParameterShock>};

}  // namespace chokepoint::events
