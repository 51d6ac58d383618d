// licence: a part may be sold in spite of a chip rule, with a probability, a quota and a share of the revenue.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class Licence : public Event {
 public:
  LicenceTerms terms;
  int test_delay = 0;
  std::vector<std::string> relaxes;
  Place relaxes_place;

  void link(const EventDirectory& directory) override {
    for (const EventId e : relaxes.empty() ? std::vector<EventId>{} : directory.match(relaxes, relaxes_place)) {
      const Event& rule = directory.event(e);
      const auto wrong = [&](const std::string& what) {
        directory.mistakes().add(relaxes_place, fmt::format("'{}' {}", rule.header.id, what));
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
    for (const NationId n : header.targets) {
      LicenceTerms t = terms;
      t.issuer = view.issuer;
      t.buyer = n;
      t.since = view.since + test_delay;
      t.given = view.since;
      t.relaxed_first = first, t.relaxed_count = rules_.size();
      t.probability *= view.severity;
      t.quota *= header.targets.part(n);
      t.quota_share *= header.targets.part(n);
      regimes.licences.push_back(t);
    }
  }
  bool varies() const override { return test_delay > 0; }
  std::string describe(const WorldData& data) const override {
    std::string out = fmt::format("{} licenses {} to {}", nation_list(data, header.issuers),
                                  terms.chip.exists() ? data.chip_names[terms.chip.index()]
                                                      : fmt::format("parts below TPP {:.0f}", terms.tpp_max),
                                  nation_list(data, header.targets));
    if (terms.probability < 1) out += fmt::format(", {:.0f} % of requests", 100 * terms.probability);
    if (terms.quota < no_limit) out += fmt::format(", at most {:.0f} H100e a month", terms.quota);
    if (terms.revenue_share > 0)
      out += fmt::format(", {:.0f} % of the revenue to the issuer", 100 * terms.revenue_share);
    return out;
  }

 private:
  std::vector<EventId> rules_;  ///< that it names
};

constexpr EventField licence_fields[] = {
    {"chip", FieldKind::chip, "", "", "one part; without it, all parts below the limits"},
    {"tpp_max", FieldKind::number, "TPP", "none", "licensable below this TPP", config::not_negative},
    {"bw_max", FieldKind::number, "GB/s", "none", "licensable below this memory bandwidth", config::not_negative},
    {"p_licence", FieldKind::number, "share", "1", "expected share of requests granted", config::share},
    {"quota", FieldKind::number, "H100e/month", "none", "at most this much to each nation or region named",
     config::not_negative},
    {"quota_share", FieldKind::number, "share", "none", "at most this share of the designer's shipments at home",
     config::not_negative},
    {"revenue_share", FieldKind::number, "share", "0", "of the price that goes to the issuer", {0, 0.5}},
    {"relaxes", FieldKind::events, "", "",
     "the rules on accelerators that it relaxes, and no other: it ends with them. Without it: all of its issuer that "
     "are in force when it begins"},
    {"test_delay",
     FieldKind::integer,
     "months",
     "0",
     "from the start until the first part is tested and sold",
     {0, 60}},
};

std::unique_ptr<Event> read_licence(EventReader& r, const EventHeader& header) {
  r.require_targets(header);
  auto event = std::make_unique<Licence>();
  LicenceTerms& t = event->terms;
  t.chip = r.chip("chip");
  t.tpp_max = r.number("tpp_max");
  t.bandwidth_max = r.number("bw_max");
  t.probability = r.number("p_licence");
  t.quota = r.number("quota");
  t.quota_share = r.number("quota_share");
  t.revenue_share = r.number("revenue_share");
  event->test_delay = r.integer("test_delay");
  event->relaxes = r.words("relaxes");
  event->relaxes_place = r.place_of("relaxes");
  const WorldData& data = r.data;
  if (!header.issuers.empty() && event->relaxes.empty() && std::ranges::none_of(header.issuers, [&](NationId n) {
        return data.is_home(n, data.vertex(DesignerId{0}), data.vertex(FoundryId{0}));
      }))
    r.mistake("issuer", fmt::format("{} sells no accelerators, so that there is nothing it could license",
                                    nation_list(data, header.issuers)));
  if (!r.has("chip") && t.tpp_max == no_limit && t.bandwidth_max == no_limit)
    r.mistake("chip", "a licence needs a 'chip', or a limit 'tpp_max' or 'bw_max'");
  return event;
}

}  // namespace

extern constinit const EventType licence{
    "licence",
    "permits a part in spite of a chip rule",
    EventKind::measure,
    "The part may be sold to the targets in spite of the issuer's rules that were in force when the licence began, or "
    "of those that it `relaxes`: requests are granted with p_licence × severity, up to the quota; the price rises by "
    "1/(1 − revenue_share), which goes to the issuer. "
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
    read_licence,
    "targets"};

}  // namespace chokepoint::events
