// One visit of every link, by supplier.
#include "engine/markets/closed_links.hpp"

#include "engine/markets/network.hpp"

namespace chokepoint {

void ClosedLinks::measure(const World& w, const Regimes& regimes) {
  for (Supply& n : nations_.cells()) n.all.fill(0), n.closed.fill(0);
  for (const VertexId supplier : IdRange<VertexId>(w.data->vertex(DesignerId{0}).index(),
                                                   w.data->vertex_count()))  // AI firms sell services alone
    for (const Good good : all_goods) {
      const auto sales = w.trade.sales(supplier, good);
      if (is_service(good) || sales.begin() == sales.end()) continue;
      const double supplied = supply_of(w, supplier, good);
      if (supplied <= 0) continue;
      for (const EdgeId e : sales) {
        const NationId buyer = w.data->home[w.trade.buyer(e)];
        if (buyer == w.data->home[supplier]) continue;
        Supply& n = nations_[buyer];
        n.all[static_cast<std::size_t>(good)] += supplied;
        n.closed[static_cast<std::size_t>(good)] += supplied * link_rule(w, regimes, e).closed_share;
      }
    }
  for (Supply& n : nations_.cells()) {
    double sum = 0, goods = 0;
    for (std::size_t g = 0; g < good_count; ++g)
      if (n.all[g] > 0) sum += n.closed[g] / n.all[g], goods += 1;
    n.share = goods > 0 ? sum / goods : 0;
  }
}

}  // namespace chokepoint
