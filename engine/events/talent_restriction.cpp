// talent_restriction: researchers of some nations may no longer move to others.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class TalentRestriction : public Event {
 public:
  NationList from, to;
  double bar = 1;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId m : from)
      for (const NationId n : to) {
        if (m == n || (view.issuer.exists() && m != view.issuer && n != view.issuer)) continue;
        double& barred = regimes.talent_barred(m, n);
        barred = either(barred, bar * view.severity);
      }
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{:.0f} % of the researchers who would move from {} to {} may not", 100 * bar,
                       nation_list(data, from), nation_list(data, to));
  }
};

constexpr EventField talent_restriction_fields[] = {
    required(field(&TalentRestriction::from, "from", "",
                   "whose researchers are barred; `foreign` stands for all nations but the issuer")),
    required(field(&TalentRestriction::to, "to", "", "from moving where")),
    field(&TalentRestriction::bar, "bar", "share", "of the moves that no longer happen", config::share),
};

void TalentRestriction::check(EventReader& r) {
  if (from.empty() || to.empty()) return;
  const auto leaves = [&](NationId m) { return std::ranges::any_of(to, [&](NationId n) { return m != n; }); };
  const auto takes_part = [&](NationId n) { return from.contains(n) || to.contains(n); };
  if (std::ranges::none_of(from, leaves))
    r.mistake("to", "'from' and 'to' name one nation: no one moves");
  else if (!header.issuers.empty() && std::ranges::none_of(header.issuers, takes_part))
    r.mistake("issuer",
              fmt::format("{} stands in neither 'from' nor 'to': a nation bars who would leave it or come to it",
                          nation_list(r.data, header.issuers)));
}

}  // namespace

extern constinit const EventType talent_restriction{
    "talent_restriction",
    "keeps researchers from moving between nations",
    EventKind::measure,
    "Moves of researchers from each nation of `from` to each of `to` × (1 − bar × severity), of those that leave the "
    "issuer or come to it (without an issuer: all); the talent of a nation's labs follows its number of researchers "
    "relative to a world without such measures.",
    talent_restriction_fields,
    R"(id: us-visa-closure
type: talent_restriction
issuer: US
from: foreign
to: [US]
bar: 0.8
start: 2027-01
source: hypothetical)",
    make_event<TalentRestriction>,
    "",
    "targets"};

}  // namespace chokepoint::events
