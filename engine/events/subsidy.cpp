// subsidy: the issuer pays for foundries, tools, memory, AI compute, labs or power.
#include <fmt/format.h>

#include <map>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

const std::map<std::string, double SubsidyFlows::*> targets = {{"fab", &SubsidyFlows::fab},  {"tools", &SubsidyFlows::tools},
                                                               {"hbm", &SubsidyFlows::hbm},  {"ai_compute", &SubsidyFlows::ai_compute},
                                                               {"lab", &SubsidyFlows::lab},  {"energy", &SubsidyFlows::energy}};

class Subsidy : public Event {
 public:
  std::string target;
  double amount = 0, efficiency = 0.6;

  void in_force(const EventView&, Regimes& regimes) const override {
    if (const auto at = targets.find(target); at != targets.end()) regimes.subsidy[header.issuer].*(at->second) += amount * efficiency * header.severity;
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} subsidises {} with {:.0f} M$ a month", nation_list(data, {header.issuer}), target, amount);
  }
};

constexpr EventField fields[] = {
    {"target", "fab, tools, hbm, ai_compute, lab, energy", "required", "what is paid for"},
    {"amount", "M$/month", "required", "paid"},
    {"efficiency", "share", "0.6", "of it that takes effect"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<Subsidy>();
  std::vector<std::string> known;
  for (const auto& [name, member] : targets) known.push_back(name);
  if (r.require("target")) event->target = r.choice("target", "", known);
  event->amount = r.required_number("amount", config::not_negative);
  event->efficiency = r.number("efficiency", 0.6, config::share);
  return event;
}

}  // namespace

extern constinit const EventType subsidy{"subsidy", "pays for a stage of the chain", fields, read};

}  // namespace chokepoint::events
