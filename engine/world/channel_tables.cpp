// hubs.csv and cloud_offers.csv: how accelerators and compute go around.
#include <algorithm>
#include <cmath>

#include "engine/base/sum.hpp"
#include "engine/world/world_tables.hpp"

namespace chokepoint {

void read_hubs(TableReader& t, World& world) {
  WorldData& data = t.data();
  Hubs& h = world.hubs;
  t.each_row("hubs", [&](config::MapReader& row) {
    h.nation.push_back(t.nation(row));
    h.share.push_back(row.required_number("share", config::share));
    h.enforcement_start.push_back(row.number("enforcement", 0, {0, 0.95}));
  });
  data.hub_nation = h.nation;
  const double total = fixed_sum(h.share.cells());
  if (h.share.size() > 0 && std::fabs(total - 1) > 0.005)
    t.mistakes().add(t.content("hubs").place(),
                     fmt::format("the shares of the hubs add up to {:.3f}, not to 1", total));
  for (double& share : h.share.cells()) share /= total > 0 ? total : 1;
  h.enforcement = h.enforcement_start;
}

/// One row a host and nation in which its data centres stand.
void read_cloud_offers(TableReader& t, World& world) {
  WorldData& data = t.data();
  struct Offer {
    FirmId host;
    NationId nation;
    double share = 0;
  };
  std::vector<Offer> offers;
  for (const config::Node& item : t.content("cloud_offers").items) {
    config::MapReader row(item, "offer of compute", t.mistakes());
    const Offer offer{t.lookup<FirmId>(row, "host", data.firms, "AI firm"), t.nation(row),
                      row.required_number("share", config::share)};
    TableReader::finish(row);
    if (!offer.host.exists() || !offer.nation.exists()) continue;
    const auto same = [&](const Offer& other) { return other.host == offer.host && other.nation == offer.nation; };
    if (std::ranges::any_of(offers, same))
      t.mistakes().add(item.place(), fmt::format("duplicate offer of {} in {}", data.firms.text[offer.host.index()],
                                                 data.nations.text[offer.nation.index()]));
    double offered = offer.share;
    for (const Offer& other : offers) offered += other.host == offer.host ? other.share : 0;
    if (offered > 1 + 1e-9)
      row.mistake("share", fmt::format("{} offers {:.2f} of its stock, more than all",
                                       data.firms.text[offer.host.index()], offered));
    offers.push_back(offer);
  }
  std::ranges::sort(offers, {}, [](const Offer& o) { return std::pair(o.host, o.nation); });
  CloudOffers& c = world.cloud_offers;
  for (const Offer& o : offers) c.host.push_back(o.host), c.nation.push_back(o.nation), c.share.push_back(o.share);
  std::size_t at = 0;
  for (const FirmId i : world.firms.nation.ids()) {
    const std::size_t first = at;
    while (at < offers.size() && offers[at].host == i) ++at;
    c.of.push_back({first, at});
  }
}

}  // namespace chokepoint
