// diffusion_rule: the issuer's accelerators by tiers of nations: a cap for the second, none for the third.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class DiffusionRule : public Event {
 public:
  NationList tier2, tier3;
  double cap_tier2 = 49899;
  int cap_months = 36;
  bool keeps_licences = false;
  NumbersBy<FirmId> firms;  ///< part of its nation's cap, by firm

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const int windows = 1 + (view.month - view.since) / cap_months;
    for (const NationId n : tier2) {
      if (n == view.issuer) continue;
      ImportCap& cap = regimes.import_cap(n, view.issuer);
      cap.allowed = std::min(cap.allowed, cap_tier2 * windows);
      cap.strength = either(cap.strength, view.severity);
    }
    for (const auto& [firm, part] : firms) {
      ImportCap& cap = regimes.firm_cap(view.issuer, firm);
      cap.allowed = std::min(cap.allowed, part * cap_tier2 / cap_months);
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
    field(&DiffusionRule::tier2, "tier2", "", "nations under the cap; `foreign`: all but the issuer"),
    field(&DiffusionRule::tier3, "tier3", "", "nations barred wholly"),
    field(&DiffusionRule::cap_tier2, "cap_tier2", "H100e",
          "to each nation of tier 2, members of a region included, in `cap_months` (default: 790 million TPP for "
          "2025-2027 in the US rule of January 2025)",
          config::not_negative),
    field(&DiffusionRule::firms, "firms", "share",
          "firms of tier 2 that may take so much of their nation's cap at the most, spread evenly over its months",
          config::share),
    field(&DiffusionRule::keeps_licences, "keeps_licences", "",
          "whether licences to nations of tier 3 that its issuer gave before it stay good; else it overrides them"),
    field(&DiffusionRule::cap_months, "cap_months", "months",
          "until the cap is granted once more; what is left of it stays open", {1, 1200}),
};

void DiffusionRule::check(EventReader& r) {
  if (!r.has("tier2") && !r.has("tier3")) r.mistake("tier2", "a diffusion rule names nations of 'tier2' or 'tier3'");
  r.leave_out_takers("tier2", tier2);
  r.leave_out_takers("tier3", tier3);
  r.require_seller("accelerators", has_designers, EventReader::Foreign::with_own_content);
  for (const auto& [firm, part] : firms)
    if (!tier2.contains(r.data.home[r.data.vertex(firm)]))
      r.mistake("firms", fmt::format("'{}' is no firm of tier 2, so that no cap is its nation's",
                                     r.data.firms.text[firm.index()]));
  for (const NationId n : tier3)
    if (tier2.contains(n)) r.mistake("tier3", fmt::format("{} stands in both tiers", r.data.nation_labels[n.index()]));
}

}  // namespace

extern constinit const EventType diffusion_rule{
    "diffusion_rule",
    "caps or bars the issuer's accelerators by tiers of nations",
    EventKind::measure,
    "tier2: deliveries of the issuer's designers to all firms of the nation together, summed while a cap is in force, "
    "may not exceed `cap_tier2` × the windows of `cap_months` begun; of orders beyond what is left the share severity "
    "is cut, and the money returns to the carry-over; a firm of `firms` gets at most its share × `cap_tier2` / "
    "`cap_months` a month. "
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
    make_event<DiffusionRule>,
    "issuer",
    "targets"};

}  // namespace chokepoint::events
