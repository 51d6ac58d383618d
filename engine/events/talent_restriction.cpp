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
    {"from", FieldKind::nations, "", "required",
     "whose researchers are barred; `foreign` stands for all nations but the issuer"},
    {"to", FieldKind::nations, "", "required", "from moving where"},
    {"bar", FieldKind::number, "share", "1", "of the moves that no longer happen", config::share},
};

std::unique_ptr<Event> read_talent_restriction(EventReader& r, const EventHeader& header) {
  auto event = std::make_unique<TalentRestriction>();
  event->from = r.nations("from");
  event->to = r.nations("to");
  event->bar = r.number("bar");
  const auto moves = [&](const NationList& from, const NationList& to) {
    return std::ranges::any_of(from,
                               [&](NationId m) { return std::ranges::any_of(to, [&](NationId n) { return m != n; }); });
  };
  if (!event->from.empty() && !event->to.empty()) {
    if (!moves(event->from, event->to))
      r.mistake("to", "'from' and 'to' name one nation: no one moves");
    else if (std::ranges::none_of(header.issuers,
                                  [&](NationId n) { return event->from.contains(n) || event->to.contains(n); }) &&
             !header.issuers.empty())
      r.mistake("issuer",
                fmt::format("{} stands in neither 'from' nor 'to': a nation bars who would leave it or come to it",
                            nation_list(r.data, header.issuers)));
  }
  return event;
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
    read_talent_restriction,
    "targets"};

}  // namespace chokepoint::events
