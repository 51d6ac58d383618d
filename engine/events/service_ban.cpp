// service_ban: the issuer keeps AI services of other nations' firms from its market.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

class ServiceBan : public Event {
 public:
  NationList origins;
  std::vector<FirmId> firms;

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId origin : origins) regimes.service_odds(view.issuer, origin) *= 1 - view.severity;
    for (const FirmId i : firms) regimes.firm_odds(view.issuer, i) *= 1 - view.severity;
  }
  std::string describe(const WorldData& data) const override {
    if (!firms.empty()) {
      std::vector<std::string> names;
      for (const FirmId i : firms) names.push_back(data.firms.text[i.index()]);
      return fmt::format("{} keeps out the AI services of {}", nation_list(data, header.issuers),
                         fmt::join(names, ", "));
    }
    const bool all = origins.size() + header.issuers.size() >= data.nations.count();
    return fmt::format("{} keeps out AI services from {}", nation_list(data, header.issuers),
                       all ? "abroad" : nation_list(data, origins));
  }
};

constexpr EventField service_ban_fields[] = {
    field(&ServiceBan::origins, "origins", "", "whose services are kept out; `foreign`: all others'"),
    field(&ServiceBan::firms, "firms", "", "the services of these firms only"),
};

void ServiceBan::check(EventReader& r) {
  const NationList& issuers = header.issuers;
  r.leave_out_takers("origins", origins);
  r.require_some("origins", origins, "AI services to sell", has_labs);
  const auto own = [&](FirmId i) { return issuers.size() == 1 && issuers.contains(r.data.home[r.data.vertex(i)]); };
  if (!firms.empty() && std::ranges::all_of(firms, own))
    r.mistake("firms", fmt::format("{} names firms of its own, which come from no abroad: a regulatory_action closes a "
                                   "nation's own market to them",
                                   nation_list(r.data, issuers)));
  if (r.has("origins") == r.has("firms"))
    r.mistake("origins", "a service ban names 'origins' (nations) or 'firms': give one of them");
}

}  // namespace

extern constinit const EventType service_ban{
    "service_ban",
    "keeps foreign AI services out; severity 0.95 leaves a twentieth of the odds",
    EventKind::measure,
    "The odds of the vendors in the issuer's market × (1 − severity).",
    service_ban_fields,
    R"(id: in-bans-deepseek
type: service_ban
issuer: IN
firms: [DeepSeek]
severity: 0.9
start: 2026-10
source: hypothetical)",
    make_event<ServiceBan>,
    "issuer",
    "targets"};

}  // namespace chokepoint::events
