// hbm_ban: high-bandwidth memory may not be sold to the targets; a leak remains, and an announced ban is hoarded
// against.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class HbmBan : public Event {
 public:
  std::optional<double> leak;
  int generation_min = 2;

  void check(EventReader& r) override;

  void announced(const EventView& view, Regimes& regimes) const override { deny(view, regimes.hbm_announced); }
  void in_force(const EventView& view, Regimes& regimes) const override {
    deny(view, regimes.hbm_denied);
    for (const NationId n : header.targets)
      if (leak)
        regimes.hbm_leak[n] = std::min(regimes.hbm_leak[n], *leak * header.targets.part(n));
      else
        regimes.hbm_usual_leak[n] = true;
  }
  void deny(const EventView& view, RuleTable<NationId, NationId, MemoryRule>& rules) const {
    for (const NationId n : header.targets)
      for (const NationId seller : view.data.nation_ids()) {
        if (n == view.issuer || seller == n || !(seller == view.issuer || header.fdpr) ||
            !has_memory_makers(view.data, seller))
          continue;
        MemoryRule& rule = rules(seller, n);
        double& denied = generation_min >= 4 ? rule.fourth : generation_min == 3 ? rule.third : rule.all;
        denied = either(denied, view.severity);
      }
  }
  std::optional<Good> good() const override { return Good::hbm; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} bars high-bandwidth memory{} to {}", nation_list(data, header.issuers),
                       generation_min > 2 ? fmt::format(" from HBM{} on", generation_min) : "",
                       nation_list(data, header.targets));
  }
};

constexpr EventField hbm_ban_fields[] = {
    field(&HbmBan::leak, "leak", "M stacks/month", "what still arrives; without it `hbm.leak`", config::not_negative),
    field(&HbmBan::generation_min, "generation_min", "",
          "lowest generation barred: 2 (all), 3 (HBM3, HBM3E) or 4 (HBM4)", {2, 4}),
};

void HbmBan::check(EventReader& r) {
  r.require_seller("high-bandwidth memory", has_memory_makers);
  if (generation_min > 2 && !(r.data.hbm3_share && r.data.hbm4_share))
    r.mistake("generation_min", "the data lack the paths 'hbm_share.gen3' and 'hbm_share.gen4'");
}

}  // namespace

extern constinit const EventType hbm_ban{
    "hbm_ban",
    "bars high-bandwidth memory; while announced, imports rise to the stockpiling rate",
    EventKind::measure,
    "Of what the issuer's makers supply to each target the share severity is closed (with `fdpr` of what all foreign "
    "makers do), and the leak arrives in its place, never more than before; with `generation_min` only the part of the "
    "stacks that is of that generation or later (paths hbm_share). While announced, imports rise towards "
    "`hbm.stockpile_rate`, if that is more, by the share of what is open that will be closed.",
    hbm_ban_fields,
    R"(id: us-hbm-2018
type: hbm_ban
issuer: US
targets: [CN]
announce: 2023-06
start: 2023-10
fdpr: true
source: hypothetical)",
    make_event<HbmBan>,
    "issuer targets",
    "fdpr"};

}  // namespace chokepoint::events
