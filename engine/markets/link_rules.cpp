// One function a good: the factors that its phase multiplies, read as shares closed.
#include "engine/markets/link_rules.hpp"

#include <algorithm>

#include "engine/base/maths.hpp"
#include "engine/markets/cloud_access.hpp"
#include "engine/markets/goods_rules.hpp"
#include "engine/markets/memory_supply.hpp"
#include "engine/markets/sales_terms.hpp"

namespace chokepoint {
namespace {

/// Rules on one link, as they add up: each leaves its part of what the others leave open.
class Tally {
 public:
  void add(RuleKind kind, double closed) {
    closed = std::clamp(closed, 0.0, 1.0);
    if (closed > largest_) largest_ = closed, rule_.kind = kind;
    open_ *= 1 - closed;
  }
  [[nodiscard]] LinkRule result() const { return {1 - open_, rule_.kind}; }

 private:
  double open_ = 1, largest_ = 0;
  LinkRule rule_;
};

/// Whether all rules on the parts of its nation's buyers spare this one.
bool is_spared(const Regimes& r, NationId home, VertexId buyer) {
  return r.names(buyer) && std::ranges::none_of(r.chip_bars, [&](const ChipBar& bar) {
           return bar.buyer == home && !bar.firm.exists() && !r.names(bar.spared, buyer);
         });
}

void rules_on_accelerators(const World& w, const Regimes& r, VertexId supplier, VertexId buyer, Tally& tally) {
  const DesignerId d = w.data->designer_of(supplier);
  const FirmId i = w.data->firm_of(buyer);
  const NationId seller = w.designers.nation[d], home = w.firms.nation[i];
  const SalesTerms& terms = w.designers.terms(d, home);
  if (!is_spared(r, home, buyer)) tally.add(RuleKind::chip_rule, terms.allowed ? 1 - std::min(1.0, terms.scale) : 1.0);
  tally.add(RuleKind::named_buyer, denied_by_name(w, r, d, i));
  tally.add(RuleKind::entity_list, r.chips_denied(seller, i));
  tally.add(RuleKind::import_ban, r.import_ban(home, supplier));
  tally.add(RuleKind::guidance, r.guidance[home]);
  const ImportCap& cap = r.import_cap(home, seller);
  if (cap.strength > 0 && cap.allowed <= w.nations.capped_imports(home, seller))
    tally.add(RuleKind::import_cap, cap.strength);
}

void rules_on_tools(const World& w, const Regimes& r, VertexId supplier, VertexId buyer, Tally& tally) {
  const FoundryId q = w.data->foundry_of(buyer);
  const ToolRule& rule = r.tools(w.data->toolmaker_of(supplier), w.foundries.nation[q]);
  if (w.foundries.node[q] >= rule.node_min) tally.add(RuleKind::tool_ban, rule.denied);
  tally.add(RuleKind::entity_list, r.tools_listed[w.data->vertex(q)]);
}

/// Share of a host's offers that rules of its nation and of the places of its data centres close.
double offers_closed(const World& w, const Regimes& r, FirmId host, NationId renter) {
  double closed = 0, all = 0;
  for (const CloudOfferId o : w.cloud_offers.of[host]) {
    closed += w.cloud_offers.share[o] * hosting_closed(w, r, o, renter);
    all += w.cloud_offers.share[o];
  }
  return ratio_or_zero(closed, all);
}

}  // namespace

LinkRule link_rule(const World& w, const Regimes& r, EdgeId e) {
  const VertexId supplier = w.trade.supplier(e), buyer = w.trade.buyer(e);
  const NationId seller = w.data->home[supplier], home = w.data->home[buyer];
  if (seller == home && w.trade.good(e) != Good::ai_service && !is_traded(w.trade.good(e))) return {};
  Tally tally;
  switch (w.trade.good(e)) {
    case Good::tool:
      rules_on_tools(w, r, supplier, buyer, tally);
      break;
    case Good::wafer:
      tally.add(RuleKind::entity_list, r.foundry_denied(seller, w.data->designer_of(buyer)) >= 0.5 ? 1.0 : 0.0);
      break;
    case Good::hbm:
      tally.add(RuleKind::hbm_ban, closed_share(w, r.hbm_denied(seller, home)));
      tally.add(RuleKind::import_ban, r.import_ban(home, supplier));
      break;
    case Good::accelerator:
      rules_on_accelerators(w, r, supplier, buyer, tally);
      break;
    case Good::ai_service:
      tally.add(RuleKind::service_ban, 1 - r.service_odds(home, seller) * r.firm_odds(home, w.data->firm_of(supplier)));
      if (seller != home && w.firms.open_price[w.data->firm_of(supplier)])
        tally.add(RuleKind::service_ban, r.open_use_closed[home]);
      break;
    case Good::cloud_rent:
      tally.add(RuleKind::cloud_rule, r.rental_closed[home]);
      tally.add(RuleKind::cloud_rule, offers_closed(w, r, w.data->firm_of(supplier), home));
      break;
    case Good::open_weights:
      tally.add(RuleKind::service_ban, r.open_use_closed[home]);
      break;
    default:
      tally.add(RuleKind::goods_rule, 1 - open_share(w, r, e));
  }
  return tally.result();
}

}  // namespace chokepoint
