// chip_export_ban: thresholds above which the issuer's designers may not sell accelerators to the targets.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class ChipExportBan : public Event {
 public:
  double tpp_max = 0, tpp_pd = no_limit, pd_max = no_limit, bw_max = no_limit, net_max = no_limit;
  int redesign_lag = 3;
  bool redesign = true;

  void announced(const EventView&, Regimes& regimes) const override {
    for (const NationId n : header.targets) regimes.stockpiling[n] = true;
  }

  void in_force(const EventView&, Regimes& regimes) const override {
    for (const NationId n : header.targets) {
      ChipRule& rule = regimes.chips(header.issuer, n);
      const auto lower = [](double& limit, double other) { limit = std::min(limit, other); };
      if (net_max < no_limit) {
        lower(rule.tpp_max_connected, tpp_max);
        lower(rule.interconnect_max, net_max);
      } else {
        lower(rule.tpp_max, tpp_max);
      }
      lower(rule.tpp_with_density, tpp_pd);
      lower(rule.density_max, pd_max);
      lower(rule.bandwidth_max, bw_max);
      rule.redesign = rule.redesign && redesign;
      rule.redesign_from = std::max(rule.active() ? rule.redesign_from : Month{0}, header.start + redesign_lag);
      rule.unrestricted *= 1 - header.severity;
    }
    if (header.enforcement) {
      regimes.enforcement = regimes.enforcement_set ? std::max(regimes.enforcement, *header.enforcement) : *header.enforcement;
      regimes.enforcement_set = true;
    }
  }

  std::string describe(const WorldData& data) const override {
    std::string limits = fmt::format("TPP {:.0f}", tpp_max);
    if (pd_max < no_limit) limits += fmt::format(", density {} above TPP {:.0f}", pd_max, tpp_pd);
    if (bw_max < no_limit) limits += fmt::format(", bandwidth {:.0f} GB/s", bw_max);
    if (net_max < no_limit) limits += fmt::format(" with interconnect of {:.0f} GB/s or more", net_max);
    return fmt::format("{} bans accelerators to {} from {}{}", nation_list(data, {header.issuer}), nation_list(data, header.targets), limits,
                       redesign ? "" : "; no compliant redesign");
  }
};

constexpr EventField fields[] = {
    {"tpp_max", "TPP", "4800", "total processing performance from which a part is barred"},
    {"tpp_pd", "TPP", "none", "TPP from which the density limit applies too"},
    {"pd_max", "TPP/mm2", "none", "performance density from which a part is barred"},
    {"bw_max", "GB/s", "none", "memory bandwidth from which a part is barred"},
    {"net_max", "GB/s", "none", "interconnect below which a part escapes tpp_max"},
    {"redesign_lag", "months", "3", "from start until a compliant redesign is on sale"},
    {"redesign", "", "true", "whether designers can offer a compliant redesign"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_targets(header);
  auto event = std::make_unique<ChipExportBan>();
  event->tpp_max = r.number("tpp_max", 4800, config::not_negative);
  event->tpp_pd = r.number("tpp_pd", no_limit, config::not_negative);
  event->pd_max = r.number("pd_max", no_limit, config::not_negative);
  event->bw_max = r.number("bw_max", no_limit, config::not_negative);
  event->net_max = r.number("net_max", no_limit, config::not_negative);
  event->redesign_lag = r.integer("redesign_lag", 3, 0, 120);
  event->redesign = r.boolean("redesign", true);
  if ((event->tpp_pd < no_limit) != (event->pd_max < no_limit)) r.mistake("tpp_pd", "'tpp_pd' and 'pd_max' belong together: give both or neither");
  return event;
}

}  // namespace

extern constinit const EventType chip_export_ban{"chip_export_ban", "bars accelerators above thresholds; designers may redesign", fields, read};

}  // namespace chokepoint::events
