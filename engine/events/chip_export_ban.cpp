// chip_export_ban: thresholds above which the issuer's designers may not sell accelerators to the targets.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class ChipExportBan : public Event {
 public:
  double tpp_max = 4800, tpp_pd = no_limit, pd_max = no_limit, bw_max = no_limit, net_max = no_limit;
  int redesign_lag = 3, grace_months = 0;
  bool redesign = true, keeps_licences = false;
  std::vector<FirmId> entities;  ///< empty: all buyers of the targets
  std::vector<std::string> except;

  void check(EventReader& r) override;

  void announced(const EventView& view, Regimes& regimes) const override {
    if (header.fdpr || has_designers(view.data, view.issuer)) bar(view, regimes, regimes.chips_announced);
  }
  void in_force(const EventView& view, Regimes& regimes) const override {
    if (view.month - view.since < grace_months) {
      announced(view, regimes);
      return;
    }
    bar(view, regimes, regimes.chip_bars);
    if (!entities.empty()) return;
    for (const NationId n : header.targets)
      if (n != view.issuer) regimes.cut_off(view.issuer, n) = either(regimes.cut_off(view.issuer, n), view.severity);
  }
  bool varies() const override { return grace_months > 0; }
  bool bars_chips() const override { return true; }

  void bar(const EventView& view, Regimes& regimes, std::vector<ChipBar>& bars) const {
    ChipBar out{.event = view.event,
                .issuer = view.issuer,
                .seller = header.fdpr ? NationId{} : view.issuer,
                .rule = limits(view),
                .since = view.since,
                .keeps_licences = keeps_licences,
                .spared = regimes.name(spared_)};
    for (const FirmId i : entities) {
      out.firm = i, out.buyer = view.world.firms.nation[i];
      if (out.buyer != view.issuer) bars.push_back(out);
    }
    if (!entities.empty()) return;
    for (const NationId n : header.targets) {
      out.buyer = n;
      if (n != view.issuer) bars.push_back(out);
    }
  }

  [[nodiscard]] ChipRule limits(const EventView& view) const {
    ChipRule rule;
    (net_max < no_limit ? rule.tpp_max_connected : rule.tpp_max) = tpp_max;
    rule.interconnect_max = net_max;
    rule.tpp_with_density = tpp_pd, rule.density_max = pd_max, rule.bandwidth_max = bw_max;
    rule.redesign = redesign;
    rule.redesign_from = rule.designed_from = view.since + redesign_lag;
    rule.unrestricted = 1 - view.severity;
    return rule;
  }

  std::optional<Good> good() const override { return Good::accelerator; }
  std::string describe(const WorldData& data) const override {
    std::string limits = fmt::format("TPP {:.0f}", tpp_max);
    if (pd_max < no_limit) limits += fmt::format(", density {} above TPP {:.0f}", pd_max, tpp_pd);
    if (bw_max < no_limit) limits += fmt::format(", bandwidth {:.0f} GB/s", bw_max);
    if (net_max < no_limit) limits += fmt::format(" with interconnect of {:.0f} GB/s or more", net_max);
    return fmt::format("{} bans accelerators to {} from {}{}{}", nation_list(data, header.issuers),
                       nation_list(data, header.targets), limits,
                       !entities.empty() ? ", for named firms"
                       : redesign        ? ""
                                         : "; no compliant redesign",
                       except.empty() ? "" : fmt::format("; it spares {}", fmt::join(except, ", ")));
  }

 private:
  void find_spared(EventReader& r);

  std::vector<VertexId> spared_;
};

constexpr EventField chip_export_ban_fields[] = {
    field(&ChipExportBan::tpp_max, "tpp_max", "TPP", "total processing performance from which a part is barred",
          config::not_negative),
    field(&ChipExportBan::tpp_pd, "tpp_pd", "TPP", "TPP from which the density limit applies too",
          config::not_negative),
    field(&ChipExportBan::pd_max, "pd_max", "TPP/mm2", "performance density from which a part is barred",
          config::not_negative),
    field(&ChipExportBan::bw_max, "bw_max", "GB/s", "memory bandwidth from which a part is barred",
          config::not_negative),
    field(&ChipExportBan::net_max, "net_max", "GB/s", "interconnect below which a part escapes `tpp_max`",
          config::not_negative),
    field(&ChipExportBan::redesign_lag, "redesign_lag", "months", "from start until a compliant redesign is on sale",
          {0, 120}),
    field(&ChipExportBan::redesign, "redesign", "", "whether designers can offer a compliant redesign"),
    field(&ChipExportBan::entities, "entities", "",
          "binds only these buyers of the targets, without redesign or licence; other buyers are free"),
    field(&ChipExportBan::except, "except", FieldKind::companies, "names",
          "designers whose parts, and buyers of the targets whose orders, it spares"),
    field(&ChipExportBan::keeps_licences, "keeps_licences", "",
          "whether licences that its issuer gave before it stay good; else it overrides them"),
    field(&ChipExportBan::grace_months, "grace_months", "months",
          "from start until the rule binds: orders are still served, buyers go on hoarding", {0, 60}),
};

/// A designer whom it would bind, or a buyer in the targets.
void ChipExportBan::find_spared(EventReader& r) {
  std::vector<std::string> known;
  std::vector<VertexId> found;
  const auto add = [&](const std::string& name, VertexId v) { known.push_back(name), found.push_back(v); };
  for (const DesignerId d : ids<DesignerId>(r.data.designers.count())) {
    const NationId home = r.data.home[r.data.vertex(d)];
    if (header.fdpr || header.issuers.contains(home) || header.allies.contains(home))
      add(r.data.designers.text[d.index()], r.data.vertex(d));
  }
  for (const FirmId i : ids<FirmId>(r.data.firms.count()))
    if (header.targets.contains(r.data.home[r.data.vertex(i)])) add(r.data.firms.text[i.index()], r.data.vertex(i));
  for (const std::string& name : except) {
    const auto at = std::ranges::find(known, name);
    if (at != known.end())
      spared_.push_back(found[static_cast<std::size_t>(at - known.begin())]);
    else
      r.mistake("except", fmt::format("'{}' is neither a designer whom the rule binds nor a buyer in the targets{}",
                                      name, suggestion(name, known)));
  }
}

void ChipExportBan::check(EventReader& r) {
  find_spared(r);
  if (!entities.empty() && !except.empty())
    r.mistake("except", "'entities' names whom the rule binds: it spares all others, so leave 'except' out");
  r.require_seller("accelerators", has_designers);
  for (const FirmId i : entities)
    if (!header.targets.contains(r.data.home[r.data.vertex(i)]))
      r.mistake("entities", fmt::format("'{}' is no firm of the targets", r.data.firms.text[i.index()]));
  if (!entities.empty() && (r.has("redesign") || r.has("redesign_lag")))
    r.mistake("entities", "named buyers get no redesign: leave 'redesign' and 'redesign_lag' out");
  if ((tpp_pd < no_limit) != (pd_max < no_limit))
    r.mistake("tpp_pd", "'tpp_pd' and 'pd_max' belong together: give both or neither");
  if (!entities.empty() && r.has("keeps_licences"))
    r.mistake("keeps_licences", "no licence helps named buyers: leave 'keeps_licences' out");
}

}  // namespace

extern constinit const EventType chip_export_ban{
    "chip_export_ban",
    "bars accelerators above thresholds; designers may redesign",
    EventKind::measure,
    "A part of the issuer's designers is barred from the targets' buyers if its TPP, density or bandwidth reaches a "
    "limit. The share severity of demand is covered. "
    "A redesign that keeps 98 % of the limits is on sale `redesign_lag` months after the start; a rule that lowers no "
    "limit in force leaves the redesign on sale where it is. "
    "It overrides what its issuer licensed before it, as far as it bars the part, unless `keeps_licences`. "
    "While announced, and in the first `grace_months`, the targets' firms raise their chip budgets by "
    "`chips.stockpiling` × the share of what foreign designers may sell them now that the rule will close. "
    "With `entities`, only the named firms are bound: the weight of a designer whose newest part is barred × (1 − "
    "severity), with neither redesign nor licence. What `except` names, buys and sells as if the rule were not there. "
    "With `fdpr`, designers of all nations but the buyer's are bound.",
    chip_export_ban_fields,
    R"(id: us-tpp-1600
type: chip_export_ban
issuer: US
targets: [CN]
announce: 2026-10
start: 2027-01
tpp_max: 1600
enforcement: 0.5
source: hypothetical)",
    make_event<ChipExportBan>,
    "issuer targets",
    "fdpr"};

}  // namespace chokepoint::events
