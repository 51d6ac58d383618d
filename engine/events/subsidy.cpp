// subsidy: the issuer pays for foundries, tools, memory, AI compute, labs or power.
#include <fmt/format.h>

#include <map>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

const std::map<std::string, double SubsidyFlows::*> targets = {{"fab", &SubsidyFlows::fab},  {"tools", &SubsidyFlows::tools},
                                                               {"hbm", &SubsidyFlows::hbm},  {"ai_compute", &SubsidyFlows::ai_compute},
                                                               {"lab", &SubsidyFlows::lab},  {"energy", &SubsidyFlows::energy}};

class Subsidy : public Event {
 public:
  std::string target;
  double amount = 0, efficiency = 0.6;

  void in_force(const EventView& view, Regimes& regimes) const override {
    if (const auto at = targets.find(target); at != targets.end()) regimes.subsidy[view.issuer].*(at->second) += amount * efficiency * view.severity;
  }
  double monthly_cost() const override { return amount; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} subsidises {} with {:.0f} M$ a month", nation_list(data, {header.issuer}), target, amount);
  }
};

constexpr EventField fields[] = {
    {"target", FieldKind::choice, "", "required", "what is paid for", {}, "fab tools hbm ai_compute lab energy"},
    {"amount", FieldKind::number, "M$/month", "required", "paid", config::not_negative},
    {"efficiency", FieldKind::number, "share", "0.6", "of it that takes effect", config::share},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<Subsidy>();
  event->target = r.choice("target");
  event->amount = r.number("amount");
  event->efficiency = r.number("efficiency");
  return event;
}

}  // namespace

extern constinit const EventType subsidy{
    "subsidy", "pays for a stage of the chain", EventKind::measure,
    "x = efficiency × amount × severity, M$ a month. fab: orders rise by x/`fab.cost_per_wspm`; tools: σ grows faster by 1 + x/1000; hbm: growth × (1 + x/2000); ai_compute: capex + 12x/1000 bn$ a year; lab: talent × (1 + x/500)^0.3; energy: 12x/1.5 MW a year.",
    fields,
    R"(id: eu-chips-act-2
type: subsidy
issuer: EU
target: energy
amount: 400
start: 2027-01
end: 2030-01
source: hypothetical)",
    read};

}  // namespace chokepoint::events
