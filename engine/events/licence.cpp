// licence: a part may be sold in spite of a chip rule, with a probability, a quota and a share of the revenue.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class Licence : public Event {
 public:
  LicenceTerms terms;

  void in_force(const EventView&, Regimes& regimes) const override {
    for (const NationId n : header.targets) {
      LicenceTerms t = terms;
      t.issuer = header.issuer;
      t.buyer = n;
      t.since = header.start;
      t.probability *= header.severity;
      regimes.licences.push_back(t);
    }
  }
  std::string describe(const WorldData& data) const override {
    std::string out = fmt::format("{} licenses {} to {}", nation_list(data, {header.issuer}),
                                  terms.chip.exists() ? data.chip_names[terms.chip.index()] : fmt::format("parts below TPP {:.0f}", terms.tpp_max),
                                  nation_list(data, header.targets));
    if (terms.probability < 1) out += fmt::format(", {:.0f} % of requests", 100 * terms.probability);
    if (terms.quota < no_limit) out += fmt::format(", at most {:.0f} H100e a month", terms.quota);
    if (terms.revenue_share > 0) out += fmt::format(", {:.0f} % of the revenue to the issuer", 100 * terms.revenue_share);
    return out;
  }
};

constexpr EventField fields[] = {
    {"chip", "name", "", "one part; without it, all parts below the limits"},
    {"tpp_max", "TPP", "none", "licensable below this TPP"},
    {"bw_max", "GB/s", "none", "licensable below this memory bandwidth"},
    {"p_licence", "share", "1", "expected share of requests granted"},
    {"quota", "H100e/month", "none", "at most this much to each target"},
    {"quota_share", "share", "none", "at most this share of the designer's shipments at home"},
    {"revenue_share", "share", "0", "of the price that goes to the issuer (at most 0.5)"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_targets(header);
  auto event = std::make_unique<Licence>();
  LicenceTerms& t = event->terms;
  t.chip = r.chip("chip");
  t.tpp_max = r.number("tpp_max", no_limit, config::not_negative);
  t.bandwidth_max = r.number("bw_max", no_limit, config::not_negative);
  t.probability = r.number("p_licence", 1, config::share);
  t.quota = r.number("quota", no_limit, config::not_negative);
  t.quota_share = r.number("quota_share", no_limit, config::not_negative);
  t.revenue_share = r.number("revenue_share", 0, {0, 0.5});
  if (!r.find("chip") && t.tpp_max == no_limit && t.bandwidth_max == no_limit) r.mistake("chip", "a licence needs a 'chip', or a limit 'tpp_max' or 'bw_max'");
  return event;
}

}  // namespace

extern constinit const EventType licence{"licence", "permits a part in spite of a chip rule", fields, read};

}  // namespace chokepoint::events
