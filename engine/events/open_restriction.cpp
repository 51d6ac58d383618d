// open_restriction: the issuer keeps its labs from opening weights, foreign open weights from its market, or others'
// labs from learning from its open weights or from the outputs of its models.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class OpenRestriction : public Event {
 public:
  std::string scope = "labs";

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const auto close = [&](Column<NationId, double>& column, NationId n) {
      column[n] = either(column[n], view.severity);
    };
    if (scope == "labs") close(regimes.open_release_closed, view.issuer);
    if (scope == "use") close(regimes.open_use_closed, view.issuer);
    if (scope == "learning") close_to_targets(view, regimes.open_learning_closed);
    if (scope == "distillation") close_to_targets(view, regimes.distillation_closed);
  }
  std::string describe(const WorldData& data) const override {
    const std::string issuer = nation_list(data, header.issuers);
    return scope == "labs"  ? issuer + " keeps its labs from opening weights"
           : scope == "use" ? issuer + " keeps foreign open weights from its market"
           : scope == "learning"
               ? issuer + " keeps its open weights from the labs of " + nation_list(data, header.targets)
               : issuer + " keeps the labs of " + nation_list(data, header.targets) + " from the outputs of its models";
  }

 private:
  void close_to_targets(const EventView& view, RuleTable<NationId, NationId, double>& table) const {
    for (const NationId target : header.targets) {
      double& closed = table(view.issuer, target);
      if (target != view.issuer) closed = either(closed, view.severity);
    }
  }
};

constexpr EventField open_restriction_fields[] = {
    field(&OpenRestriction::scope, "scope", FieldKind::choice, "",
          "own labs may not open weights; foreign open weights may not be used; the targets' labs may not learn from "
          "the issuer's open weights; or they may not learn from outputs of its models (accounts barred, customers "
          "known)",
          {}, "labs use learning distillation"),
};

void OpenRestriction::check(EventReader& r) {
  if (scope == "learning" || scope == "distillation") r.require_targets();
  const auto opens = [&](NationId n) { return has_labs(r.data, n); };
  if (scope != "use" && !header.issuers.empty() && std::ranges::none_of(header.issuers, opens) &&
      std::ranges::none_of(header.allies, opens))
    r.mistake("issuer", fmt::format("{} has no labs that could open weights, so this stops nothing",
                                    nation_list(r.data, header.issuers)));
}

}  // namespace

extern constinit const EventType open_restriction{
    "open_restriction",
    "restricts opening, using, or learning from, open weights",
    EventKind::measure,
    "labs: the probability that the issuer's labs open a model × (1 − severity); use: the odds of foreign vendors at "
    "the open price in the issuer's market × (1 − severity); learning: what the targets' labs learn from the issuer's "
    "open models (χ_o) × (1 − severity); distillation: what outputs of the issuer's models teach them (the part "
    "`diffusion.distillation` of what those can do) × (1 − severity); they go on learning from the best of the others.",
    open_restriction_fields,
    R"(id: cn-closes-weights
type: open_restriction
issuer: CN
scope: labs
start: 2027-01
source: hypothetical)",
    make_event<OpenRestriction>,
    "issuer",
    "targets"};

}  // namespace chokepoint::events
