// talent_attraction: the issuer draws researchers from abroad.
#include <fmt/format.h>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class TalentAttraction : public Event {
 public:
  NationList from;
  double pull = 0;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const auto draw = [&](NationId m) {
      const bool partners = header.issuers.contains(m) &&
                            header.issuers.contains(view.issuer);  // members of one region, or the issuer itself
      if (m != view.issuer && !partners) regimes.talent_pull(m, view.issuer) *= 1 + pull * view.severity;
    };
    if (from.empty()) {
      for (const NationId m : view.data.nation_ids()) draw(m);
    } else {
      for (const NationId m : from) draw(m);
    }
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} becomes {:.0f} % more attractive to researchers{}", nation_list(data, header.issuers),
                       100 * pull, from.empty() ? std::string() : " from " + nation_list(data, from));
  }
};

constexpr EventField talent_attraction_fields[] = {
    required(field(&TalentAttraction::pull, "pull", "share", "added to the attraction (pay × openness) of the issuer",
                   {0, 10})),
    field(&TalentAttraction::from, "from", "", "to whose researchers; without it, to all"),
};

void TalentAttraction::check(EventReader& r) { r.leave_out_takers("from", from); }

}  // namespace

extern constinit const EventType talent_attraction{
    "talent_attraction",
    "draws researchers to the issuer",
    EventKind::measure,
    "The attraction of the issuer, as researchers of `from` (or of all nations) see it, × (1 + pull × severity); "
    "several such measures multiply.",
    talent_attraction_fields,
    R"(id: cn-thousand-talents
type: talent_attraction
issuer: CN
from: [US, EU]
pull: 0.5
start: 2027-01
source: hypothetical)",
    make_event<TalentAttraction>,
    "issuer"};

}  // namespace chokepoint::events
