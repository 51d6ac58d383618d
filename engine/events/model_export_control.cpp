// model_export_control: the issuer's labs may not sell access to their models to the targets, or not deploy weights
// there.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class ModelExportControl : public Event {
 public:
  std::vector<std::string> scope = {"access", "weights"};
  std::vector<FirmId> firms;  ///< empty: all of the issuer's

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId n : header.targets) {
      if (n == view.issuer) continue;
      if (says("access")) close_access(view, n, regimes);
      if (says("weights"))
        for (const FirmId i : view.data.firms_of[view.issuer])
          if (is_bound(i)) regimes.presence_boost(n, i) -= view.severity;
    }
  }
  std::optional<Good> good() const override { return Good::ai_service; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} bars {} to {}", nation_list(data, header.issuers),
                       !says("weights")  ? "access to its models"
                       : !says("access") ? "the export of closed weights"
                                         : "access to its models and the export of closed weights",
                       nation_list(data, header.targets));
  }

 private:
  [[nodiscard]] bool says(std::string_view word) const { return std::ranges::find(scope, word) != scope.end(); }
  [[nodiscard]] bool is_bound(FirmId i) const { return firms.empty() || std::ranges::find(firms, i) != firms.end(); }
  void close_access(const EventView& view, NationId market, Regimes& regimes) const {
    if (firms.empty()) {
      regimes.service_odds(market, view.issuer) *= 1 - view.severity;
      regimes.cut_off(view.issuer, market) = either(regimes.cut_off(view.issuer, market), view.severity);
    }
    for (const FirmId i : firms)
      if (view.world.firms.nation[i] == view.issuer) regimes.firm_odds(market, i) *= 1 - view.severity;
  }
};

constexpr EventField model_export_control_fields[] = {
    field(&ModelExportControl::scope, "scope", FieldKind::choices, "",
          "access: services on the models, by app or API; weights: closed weights may not be deployed in the targets' "
          "data centres",
          {}, "access weights"),
    field(&ModelExportControl::firms, "firms", "", "binds these labs of the issuer alone"),
};

void ModelExportControl::check(EventReader& r) {
  r.require_seller("access to AI models", has_labs);
  for (const FirmId i : firms)
    if (const NationId home = r.data.home[r.data.vertex(i)];
        !header.issuers.contains(home) && !header.allies.contains(home))
      r.mistake("firms", fmt::format("'{}' is no firm of the issuer", r.data.firms.text[i.index()]));
}

}  // namespace

extern constinit const EventType model_export_control{
    "model_export_control",
    "keeps the issuer's models, or their closed weights, from other nations",
    EventKind::measure,
    "access: the odds of the issuer's vendors in the targets' markets × (1 − severity), with an open model too, and "
    "the targets' trust falls as when chips are cut off. weights: what these vendors gain of local presence in a month "
    "there × (1 − severity): they serve from abroad. What labs learn from outputs is a matter of `open_restriction`.",
    model_export_control_fields,
    R"(id: us-closed-weights
type: model_export_control
issuer: US
targets: [CN, RU, GULF]
scope: [weights]
start: 2027-01
source: hypothetical)",
    make_event<ModelExportControl>,
    "issuer targets"};

}  // namespace chokepoint::events
