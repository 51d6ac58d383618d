// licence: a part may be sold in spite of a chip rule, with a probability, a quota and a share of the revenue.
#include <fmt/format.h>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class Licence : public Event {
 public:
  LicenceTerms terms;
  int test_delay = 0;

  void in_force(const EventView& view, Regimes& regimes) const override {
    if (view.month - view.since < test_delay) return;
    for (const NationId n : header.targets) {
      LicenceTerms t = terms;
      t.issuer = view.issuer;
      t.buyer = n;
      t.since = view.since + test_delay;
      t.probability *= view.severity;
      t.quota *= header.targets.part(n);
      t.quota_share *= header.targets.part(n);
      regimes.licences.push_back(t);
    }
  }
  bool varies() const override { return test_delay > 0; }
  std::string describe(const WorldData& data) const override {
    std::string out = fmt::format("{} licenses {} to {}", nation_list(data, header.issuers),
                                  terms.chip.exists() ? data.chip_names[terms.chip.index()] : fmt::format("parts below TPP {:.0f}", terms.tpp_max),
                                  nation_list(data, header.targets));
    if (terms.probability < 1) out += fmt::format(", {:.0f} % of requests", 100 * terms.probability);
    if (terms.quota < no_limit) out += fmt::format(", at most {:.0f} H100e a month", terms.quota);
    if (terms.revenue_share > 0) out += fmt::format(", {:.0f} % of the revenue to the issuer", 100 * terms.revenue_share);
    return out;
  }
};

constexpr EventField fields[] = {
    {"chip", FieldKind::chip, "", "", "one part; without it, all parts below the limits"},
    {"tpp_max", FieldKind::number, "TPP", "none", "licensable below this TPP", config::not_negative},
    {"bw_max", FieldKind::number, "GB/s", "none", "licensable below this memory bandwidth", config::not_negative},
    {"p_licence", FieldKind::number, "share", "1", "expected share of requests granted", config::share},
    {"quota", FieldKind::number, "H100e/month", "none", "at most this much to each nation or region named", config::not_negative},
    {"quota_share", FieldKind::number, "share", "none", "at most this share of the designer's shipments at home", config::not_negative},
    {"revenue_share", FieldKind::number, "share", "0", "of the price that goes to the issuer", {0, 0.5}},
    {"test_delay", FieldKind::integer, "months", "0", "from the start until the first part is tested and sold", {0, 60}},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
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
  if (!r.has("chip") && t.tpp_max == no_limit && t.bandwidth_max == no_limit) r.mistake("chip", "a licence needs a 'chip', or a limit 'tpp_max' or 'bw_max'");
  return event;
}

}  // namespace

extern constinit const EventType licence{
    "licence", "permits a part in spite of a chip rule", EventKind::measure,
    "The part may be sold to the targets: requests are granted with p_licence × severity, up to the quota; the price rises by 1/(1 − revenue_share), which goes to the issuer.", fields,
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
    read};

}  // namespace chokepoint::events
