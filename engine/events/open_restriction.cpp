// open_restriction: the issuer keeps its labs from opening weights, foreign open weights from its market, or others'
// labs from learning from them.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class OpenRestriction : public Event {
 public:
  enum class Scope { labs, use, learning };
  Scope scope = Scope::labs;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const auto close = [&](Column<NationId, double>& column, NationId n) {
      column[n] = either(column[n], view.severity);
    };
    if (scope == Scope::labs) close(regimes.open_release_closed, view.issuer);
    if (scope == Scope::use) close(regimes.open_use_closed, view.issuer);
    if (scope == Scope::learning)
      for (const NationId target : header.targets) {
        double& closed = regimes.open_learning_closed(view.issuer, target);
        if (target != view.issuer) closed = either(closed, view.severity);
      }
  }
  std::string describe(const WorldData& data) const override {
    const std::string issuer = nation_list(data, header.issuers);
    return scope == Scope::labs ? issuer + " keeps its labs from opening weights"
           : scope == Scope::use
               ? issuer + " keeps foreign open weights from its market"
               : issuer + " keeps its open weights from the labs of " + nation_list(data, header.targets);
  }
};

constexpr EventField open_restriction_fields[] = {
    {"scope",
     FieldKind::choice,
     "",
     "labs",
     "own labs may not open weights; foreign open weights may not be used; or the targets' labs may not learn from the "
     "issuer's open weights",
     {},
     "labs use learning"},
};

std::unique_ptr<Event> read_open_restriction(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<OpenRestriction>();
  const std::string scope = r.choice("scope");
  event->scope = scope == "learning" ? OpenRestriction::Scope::learning
                 : scope == "use"    ? OpenRestriction::Scope::use
                                     : OpenRestriction::Scope::labs;
  if (scope == "learning") r.require_targets(header);
  const auto has_labs = [&](NationId n) {
    return std::ranges::find(r.data.model_homes, n) != r.data.model_homes.end();
  };
  if (scope != "use" && !header.issuers.empty() && std::ranges::none_of(header.issuers, has_labs) &&
      std::ranges::none_of(header.allies, has_labs))
    r.mistake("issuer", fmt::format("{} has no labs that could open weights, so this stops nothing",
                                    nation_list(r.data, header.issuers)));
  return event;
}

}  // namespace

extern constinit const EventType open_restriction{
    "open_restriction",
    "restricts opening, using, or learning from, open weights",
    EventKind::measure,
    "labs: the probability that the issuer's labs open a model × (1 − severity); use: the odds of foreign vendors at "
    "the open price in the issuer's market × (1 − severity); learning: what the targets' labs learn from the issuer's "
    "open models (χ_o) × (1 − severity); they go on learning from the best of the others.",
    open_restriction_fields,
    R"(id: cn-closes-weights
type: open_restriction
issuer: CN
scope: labs
start: 2027-01
source: hypothetical)",
    read_open_restriction,
    "targets"};

}  // namespace chokepoint::events
