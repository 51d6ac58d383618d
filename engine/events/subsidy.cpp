// subsidy: the issuer pays for foundries, tools, memory, AI compute, labs or power.
#include <fmt/format.h>

#include <map>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

const std::map<std::string, double SubsidyFlows::*> targets = {
    {"fab", &SubsidyFlows::fab}, {"tools", &SubsidyFlows::tools},
    {"hbm", &SubsidyFlows::hbm}, {"ai_compute", &SubsidyFlows::ai_compute},
    {"lab", &SubsidyFlows::lab}, {"energy", &SubsidyFlows::energy}};

class Subsidy : public Event {
 public:
  std::string target;
  double amount = 0, efficiency = 0.6;
  NationList payers;  ///< the issuers, with the amount left to those who have someone to pay

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    if (const auto at = targets.find(target); at != targets.end())
      regimes.subsidy[view.issuer].*(at->second) += amount * payers.part(view.issuer) * efficiency * view.severity;
  }
  double monthly_cost() const override { return amount; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} subsidises {} with {:.0f} M$ a month", nation_list(data, header.issuers), target, amount);
  }
};

/// Whether someone in the nation can take a subsidy for a target.
bool has_taker(const WorldData& data, NationId n, std::string_view target) {
  if (target == "fab") return has_foundries(data, n);
  if (target == "hbm") return has_memory_makers(data, n);
  if (target == "tools") return data.is_home(n, data.vertex(ToolmakerId{0}), VertexId{data.vertex_count()});
  if (target == "ai_compute" || target == "lab")
    return data.is_home(n, data.vertex(FirmId{0}), data.vertex(DesignerId{0}));
  return true;
}

constexpr EventField subsidy_fields[] = {
    required(field(&Subsidy::target, "target", FieldKind::choice, "", "what is paid for", {},
                   "fab tools hbm ai_compute lab energy")),
    required(field(&Subsidy::amount, "amount", "M$/month", "paid", config::not_negative)),
    field(&Subsidy::efficiency, "efficiency", "share", "of it that takes effect", config::share),
};

void Subsidy::check(EventReader& r) {
  const auto takes = [&](const WorldData& data, NationId n) { return has_taker(data, n, target); };
  r.require_some("issuer", header.issuers, fmt::format("one to take a subsidy for '{}'", target), takes);
  payers = header.issuers;
  payers.give_only_to([&](NationId n) { return takes(r.data, n); });
}

}  // namespace

extern constinit const EventType subsidy{
    "subsidy",
    "pays for a stage of the chain",
    EventKind::measure,
    "x = efficiency × amount × severity, M$ a month; a region's amount is divided by GDP among the members that have "
    "someone to take it (foundries, toolmakers, memory makers, AI firms). fab: orders rise by x/`fab.cost_per_wspm`; "
    "tools: σ grows faster by 1 + x/1000; hbm: growth × (1 + x/2000); ai_compute: capex + 12x/1000 bn$ a year; lab: "
    "talent × (1 + x/500)^0.3; energy: 12x/1.5 MW a year.",
    subsidy_fields,
    R"(id: eu-chips-act-2
type: subsidy
issuer: EU
target: energy
amount: 400
start: 2027-01
end: 2030-01
source: hypothetical)",
    make_event<Subsidy>,
    "issuer"};

}  // namespace chokepoint::events
