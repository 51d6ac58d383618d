// sanction_relief: measures in force are eased by a share; what else is in force stays.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class SanctionRelief : public Event {
 public:
  std::vector<std::string> measures;
  double fraction = 1;

  void check(EventReader& r) override;
  void link(const EventDirectory& directory) override { eased_ = directory.measures(measures, measures_place_); }
  void relieve(const EventView& view, std::span<double> kept) const override {
    for (const EventId e : eased_) kept[e.index()] *= 1 - fraction * view.severity;
  }
  bool about_events() const override { return true; }
  bool by_issuer() const override { return false; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{}eases {} by {:.0f} %", !header.issuers.empty() ? nation_list(data, header.issuers) + " " : "",
                       fmt::join(measures, ", "), 100 * fraction);
  }

 private:
  std::vector<EventId> eased_;
  Place measures_place_;
};

constexpr EventField sanction_relief_fields[] = {
    required(field(&SanctionRelief::measures, "measures", FieldKind::events, "", "ids of measures, or `tag:NAME`")),
    field(&SanctionRelief::fraction, "fraction", "share", "of their severity that is lifted; 1: wholly", config::share),
};

void SanctionRelief::check(EventReader& r) { measures_place_ = r.place_of("measures"); }

}  // namespace

extern constinit const EventType sanction_relief{
    "sanction_relief",
    "eases named measures by a share",
    EventKind::measure,
    "The severity of each named measure × (1 − fraction × severity) while the relief is in force; two reliefs "
    "multiply. A measure eased to nothing sets no enforcement either. Nothing else is lifted.",
    sanction_relief_fields,
    R"(id: us-eases-chip-rules
type: sanction_relief
issuer: US
targets: [CN]
measures: ["tag:chip-control"]
fraction: 0.5
start: 2027-01
source: hypothetical)",
    make_event<SanctionRelief>,
    "",
    "targets"};

}  // namespace chokepoint::events
