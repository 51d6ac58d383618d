// licence: a part may be sold in spite of a chip rule, with a probability, a quota and a share of the revenue.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class Licence : public Event {
 public:
  ChipId chip;
  double tpp_max = no_limit, bw_max = no_limit, p_licence = 1, quota = no_limit, quota_share = no_limit;
  double revenue_share = 0;
  int test_delay = 0;
  std::vector<std::string> relaxes;
  std::vector<FirmId> firms;  ///< empty: all buyers of the targets

  void check(EventReader& r) override;

  void link(const EventDirectory& directory) override {
    for (const EventId e : relaxes.empty() ? std::vector<EventId>{} : directory.match(relaxes, relaxes_place_)) {
      const Event& rule = directory.event(e);
      const auto wrong = [&](const std::string& what) {
        directory.mistakes().add(relaxes_place_, fmt::format("'{}' {}", rule.header.id, what));
      };
      const auto shares = [](const NationList& a, const NationList& b) {
        return std::ranges::any_of(a, [&](NationId n) { return b.contains(n); });
      };
      if (!rule.bars_chips())
        wrong(fmt::format(
            "({}) is no rule on accelerators: a licence relaxes a chip_export_ban, or a diffusion_rule with 'tier3'",
            rule.header.type));
      else if (!shares(rule.header.issuers, header.issuers) && !shares(rule.header.allies, header.issuers))
        wrong("is no rule of the licence's issuer, which can relax its own alone");
      else if (std::ranges::find(rules_, e) == rules_.end())
        rules_.push_back(e);
    }
  }

  void in_force(const EventView& view, Regimes& regimes) const override {
    if (view.month - view.since < test_delay) return;
    const auto holds = [&](EventId e) { return view.world.clocks[e].is_in_force(view.month); };
    if (!rules_.empty() && std::ranges::none_of(rules_, holds)) return;
    const std::size_t first = regimes.relaxed.size();
    regimes.relaxed.insert(regimes.relaxed.end(), rules_.begin(), rules_.end());
    const NamedCompanies clients = regimes.name(clients_);
    for (const NationId n : header.targets) {
      const double part = firms.empty() ? header.targets.part(n) : 1.0;
      regimes.licences.push_back({.issuer = view.issuer,
                                  .buyer = n,
                                  .chip = chip,
                                  .tpp_max = tpp_max,
                                  .bandwidth_max = bw_max,
                                  .probability = p_licence * view.severity,
                                  .quota = quota * part,
                                  .quota_share = quota_share * part,
                                  .revenue_share = revenue_share,
                                  .since = view.since + test_delay,
                                  .given = view.since,
                                  .relaxed_first = first,
                                  .relaxed_count = rules_.size(),
                                  .clients = clients});
    }
  }
  bool varies() const override { return test_delay > 0; }
  std::string describe(const WorldData& data) const override {
    std::string out =
        fmt::format("{} licenses {} to {}", nation_list(data, header.issuers),
                    chip.exists() ? data.chip_names[chip.index()] : fmt::format("parts below TPP {:.0f}", tpp_max),
                    firms.empty() ? nation_list(data, header.targets) : clients(data));
    if (p_licence < 1) out += fmt::format(", {:.0f} % of requests", 100 * p_licence);
    if (quota < no_limit)
      out += fmt::format(", at most {:.0f} H100e a month{}", quota, firms.size() > 1 ? " each" : "");
    if (revenue_share > 0) out += fmt::format(", {:.0f} % of the revenue to the issuer", 100 * revenue_share);
    return out;
  }

 private:
  [[nodiscard]] std::string clients(const WorldData& data) const {
    std::vector<std::string> names;
    for (const FirmId i : firms) names.push_back(data.firms.text[i.index()]);
    return fmt::format("{}", fmt::join(names, ", "));
  }

  std::vector<VertexId> clients_;  ///< the same as `firms`
  Place relaxes_place_;
  std::vector<EventId> rules_;  ///< that it names
};

constexpr EventField licence_fields[] = {
    field(&Licence::chip, "chip", "", "one part; without it, all parts below the limits"),
    field(&Licence::tpp_max, "tpp_max", "TPP", "licensable below this TPP", config::not_negative),
    field(&Licence::bw_max, "bw_max", "GB/s", "licensable below this memory bandwidth", config::not_negative),
    field(&Licence::p_licence, "p_licence", "share", "expected share of requests granted", config::share),
    field(&Licence::quota, "quota", "H100e/month", "at most this much to each nation or region named",
          config::not_negative),
    field(&Licence::firms, "firms", "",
          "only these buyers of the targets are served, and `quota` is each one's; without it, all"),
    field(&Licence::quota_share, "quota_share", "share", "at most this share of the designer's shipments at home",
          config::not_negative),
    field(&Licence::revenue_share, "revenue_share", "share", "of the price that goes to the issuer", {0, 0.5}),
    field(&Licence::relaxes, "relaxes", FieldKind::events, "",
          "the rules on accelerators that it relaxes, and no other: it ends with them. Without it: all of its issuer "
          "that are in force when it begins"),
    field(&Licence::test_delay, "test_delay", "months", "from the start until the first part is tested and sold",
          {0, 60}),
};

void Licence::check(EventReader& r) {
  const auto sells = [&](NationId n) { return has_designers(r.data, n); };
  if (!header.issuers.empty() && relaxes.empty() && std::ranges::none_of(header.issuers, sells))
    r.mistake("issuer", fmt::format("{} sells no accelerators, so that there is nothing it could license",
                                    nation_list(r.data, header.issuers)));
  if (!r.has("chip") && tpp_max == no_limit && bw_max == no_limit)
    r.mistake("chip", "a licence needs a 'chip', or a limit 'tpp_max' or 'bw_max'");
  for (const FirmId i : firms) {
    clients_.push_back(r.data.vertex(i));
    if (!header.targets.contains(r.data.home[r.data.vertex(i)]))
      r.mistake("firms", fmt::format("'{}' is no firm of the targets", r.data.firms.text[i.index()]));
  }
  if (!firms.empty() && r.has("quota_share"))
    r.mistake("quota_share", "'quota_share' is of a nation's purchases: give named 'firms' a 'quota'");
  relaxes_place_ = r.place_of("relaxes");
}

}  // namespace

extern constinit const EventType licence{
    "licence",
    "permits a part in spite of a chip rule",
    EventKind::measure,
    "The part may be sold to the targets in spite of the issuer's rules that were in force when the licence began, or "
    "of those that it `relaxes`: requests are granted with p_licence × severity, up to the quota; the price rises by "
    "1/(1 − revenue_share), which goes to the issuer. With `firms` no other buyer is served. "
    "A rule that began later, and another nation's, binds it: × (1 − that rule's severity) where it bars the part.",
    licence_fields,
    R"(id: us-licenses-b30a
type: licence
issuer: US
targets: [CN]
chip: B30A
p_licence: 0.9
quota: 80000
revenue_share: 0.25
start: 2026-09
source: hypothetical)",
    make_event<Licence>,
    "issuer targets"};

}  // namespace chokepoint::events
