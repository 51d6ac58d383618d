// diffusion_rule: the issuer's accelerators by tiers of nations: a cap for the second, none for the third.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class DiffusionRule : public Event {
 public:
  NationList tier2, tier3;
  double cap_tier2 = 0;
  int cap_months = 36;
  bool keeps_licences = false;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const int windows = 1 + (view.month - view.since) / cap_months;
    for (const NationId n : tier2) {
      if (n == view.issuer) continue;
      ImportCap& cap = regimes.import_cap(n, view.issuer);
      cap.allowed = std::min(cap.allowed, cap_tier2 * windows);
      cap.strength = either(cap.strength, view.severity);
    }
    for (const NationId n : tier3) {
      if (n == view.issuer) continue;
      regimes.chip_bars.push_back(barred(view, n));
      regimes.cut_off(view.issuer, n) = either(regimes.cut_off(view.issuer, n), view.severity);
    }
  }
  void announced(const EventView& view, Regimes& regimes) const override {
    for (const NationId n : tier3)
      if (n != view.issuer) regimes.chips_announced.push_back(barred(view, n));
  }
  [[nodiscard]] ChipBar barred(const EventView& view, NationId buyer) const {
    ChipBar bar{.event = view.event,
                .issuer = view.issuer,
                .seller = view.issuer,
                .buyer = buyer,
                .since = view.since,
                .keeps_licences = keeps_licences};
    bar.rule.tpp_max = 0;
    bar.rule.redesign = false;
    bar.rule.redesign_from = bar.rule.designed_from = view.since;
    bar.rule.unrestricted = 1 - view.severity;
    return bar;
  }
  bool bars_chips() const override { return !tier3.empty(); }
  /// A new window of the cap opens while it is in force.
  bool varies() const override { return true; }
  std::optional<Good> good() const override { return Good::accelerator; }
  std::string describe(const WorldData& data) const override {
    std::string out = nation_list(data, header.issuers);
    if (!tier2.empty())
      out += fmt::format(" caps accelerators to {} at {:.0f} H100e each in {} months", nation_list(data, tier2),
                         cap_tier2, cap_months);
    if (!tier3.empty()) out += fmt::format("{} bars them to {}", tier2.empty() ? "" : " and", nation_list(data, tier3));
    return out;
  }
};

constexpr EventField diffusion_rule_fields[] = {
    {"tier2", FieldKind::nations, "", "", "nations under the cap; `foreign`: all but the issuer"},
    {"tier3", FieldKind::nations, "", "", "nations barred wholly"},
    {"cap_tier2", FieldKind::number, "H100e", "49899",
     "to each nation of tier 2, members of a region included, in `cap_months` (default: 790 million TPP for 2025-2027 "
     "in the US rule of January 2025)",
     config::not_negative},
    {"keeps_licences", FieldKind::boolean, "", "false",
     "whether licences to nations of tier 3 that its issuer gave before it stay good; else it overrides them"},
    {"cap_months",
     FieldKind::integer,
     "months",
     "36",
     "until the cap is granted once more; what is left of it stays open",
     {1, 1200}},
};

std::unique_ptr<Event> read_diffusion_rule(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<DiffusionRule>();
  event->tier2 = r.nations("tier2");
  event->tier3 = r.nations("tier3");
  event->cap_tier2 = r.number("cap_tier2");
  event->cap_months = r.integer("cap_months");
  event->keeps_licences = r.boolean("keeps_licences");
  if (!r.has("tier2") && !r.has("tier3")) r.mistake("tier2", "a diffusion rule names nations of 'tier2' or 'tier3'");
  r.leave_out_takers("tier2", header, event->tier2);
  r.leave_out_takers("tier3", header, event->tier3);
  r.require_seller(
      header, "accelerators",
      [&](NationId n) { return r.data.is_home(n, r.data.vertex(DesignerId{0}), r.data.vertex(FoundryId{0})); },
      EventReader::Foreign::with_own_content);
  for (const NationId n : event->tier3) {
    if (event->tier2.contains(n))
      r.mistake("tier3", fmt::format("{} stands in both tiers", r.data.nation_labels[n.index()]));
  }
  return event;
}

}  // namespace

extern constinit const EventType diffusion_rule{
    "diffusion_rule",
    "caps or bars the issuer's accelerators by tiers of nations",
    EventKind::measure,
    "tier2: deliveries of the issuer's designers to all firms of the nation together, summed while a cap is in force, "
    "may not exceed `cap_tier2` × the windows of `cap_months` begun; of orders beyond what is left the share severity "
    "is cut, and the money returns to the carry-over. "
    "tier3: every part is barred, without redesign; a licence given later, or one that `keeps_licences` leaves "
    "standing, may still permit one.",
    diffusion_rule_fields,
    R"(id: us-diffusion-2027
type: diffusion_rule
issuer: US
tier2: [GULF, IN, SEA]
tier3: [RU]
start: 2027-01
source: hypothetical)",
    read_diffusion_rule,
    "targets"};

}  // namespace chokepoint::events
