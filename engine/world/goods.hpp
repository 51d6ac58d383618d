// The market for traded goods: which companies sell tools, design software, materials, packaging and chips to which
// nations.
//
// A seller is a company in the market of one good, a buyer a nation (its chip or electronics industry) in the market of
// one good; their links are links of the trade graph. Quantities are M$ a month at the prices of an undisturbed market;
// stocks, receipts and shortages of a buyer are months of its use. Equations: docs/model.md, "Trade in goods".
#pragma once

#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/month.hpp"
#include "engine/world/paths.hpp"
#include "engine/world/trade_graph.hpp"

namespace chokepoint {

[[nodiscard]] constexpr TradedId traded(Good good) {
  return TradedId{static_cast<std::size_t>(good) - chain_good_count};
}
[[nodiscard]] constexpr Good good_of(TradedId g) { return static_cast<Good>(g.index() + chain_good_count); }
[[nodiscard]] constexpr IdRange<TradedId> traded_goods() { return ids<TradedId>(traded_good_count); }

enum class GoodsKind : std::uint8_t { tool, software, material, service, chip };

/// A set of traded goods.
struct GoodsSet {
  std::uint32_t bits = 0;
  constexpr void add(TradedId g) { bits |= 1U << g.index(); }
  [[nodiscard]] static constexpr GoodsSet all() { return {(1U << traded_good_count) - 1}; }
  [[nodiscard]] constexpr bool has(TradedId g) const { return (bits >> g.index() & 1U) != 0; }
  friend bool operator==(const GoodsSet&, const GoodsSet&) = default;
};

/// Ids that stand together.
template <class I>
struct Block {
  std::size_t first = 0, last = 0;
  [[nodiscard]] IdRange<I> ids() const { return {first, last}; }
};

/// What is given of the market and shared by all runs. Empty in a world without the tables of goods.
struct GoodsCatalogue {
  // by good
  Column<TradedId, std::string> label;
  Column<TradedId, GoodsKind> kind;
  Column<TradedId, double> inventory_months;  ///< usual stock of a buyer, months of use; 0: cannot be stored
  Column<TradedId, double> price_elasticity;  ///< of supply in the short run
  Column<TradedId, double> need;              ///< materials: share of wafers and memory that cannot be made without it
  Column<TradedId, const Path*> sales;        ///< of the world, bn $ a year
  Column<TradedId, Block<SellerId>> sellers;
  const Path* lithography_price = nullptr;  ///< M$ a lithography tool that China buys, for reports
  // by seller, in the order of (good, company)
  Column<SellerId, VertexId> company;
  Column<SellerId, TradedId> sold;
  Column<SellerId, NationId> home;
  Column<SellerId, Month> entry;
  // by buyer, in the order of (nation, good)
  Column<BuyerId, NationId> nation;
  Column<BuyerId, TradedId> bought;
  Column<BuyerId, double> purchases;   ///< share of the world's purchases of the good
  Column<BuyerId, const Path*> trend;  ///< factor on that share, or null
  Column<BuyerId, double> home_share;  ///< of purchases from sellers at home, at rest
  Column<NationId, Block<BuyerId>> buyers;
  Table<NationId, TradedId, BuyerId> buyer;
  // by link of a traded good
  PartColumn<EdgeId, BuyerId> buyer_of;
  PartColumn<EdgeId, SellerId> seller_of;
  PartColumn<EdgeId, bool> dormant;             ///< carries nothing until a shortage forms it
  std::vector<VertexId> companies;              ///< that sell some good, by name
  std::vector<std::vector<SellerId>> roles;     ///< of each of them
  Column<VertexId, std::size_t> company_index;  ///< place in `companies`, or npos
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  Column<TradedId, bool> moves;  ///< some seller enters after the start

  [[nodiscard]] bool empty() const { return sold.size() == 0; }
};

/// What runs change.
struct GoodsMarket {
  Column<TradedId, double> calm;  ///< 1 until a rule, a shock or an announcement touches the good; never again after
  // by seller
  Column<SellerId, double> planned;  ///< M$ a month that the undisturbed market buys of it
  Column<SellerId, double> scale;    ///< capacity that its sales have made it build, relative to the plan
  Column<SellerId, double> stretch;  ///< over-production, from 1 on
  Column<SellerId, double> outage;   ///< factor of supply shocks
  Column<SellerId, double> ordered,
      capacity;                   ///< M$ this month; capacity as of the last month in which the good was not calm
  Column<SellerId, double> fill;  ///< expected share of an order that is met
  // by buyer
  Column<BuyerId, double> use;                             ///< M$ a month, of the undisturbed market
  Column<BuyerId, double> ordered_months, received, used;  ///< months of use, this month
  Column<BuyerId, double> inventory, backlog;              ///< months of use
  Column<BuyerId, double> substitute;  ///< share of use that own sources and substitutes have grown to meet
  Column<BuyerId, double> price;       ///< index, 1 at rest
  Column<BuyerId, double> closed;      ///< share of its purchases at rest that the rules in force close
  Column<BuyerId, double> threatened;  ///< share of its purchases at rest that announced rules will close
  // by link of a traded good
  PartColumn<EdgeId, double> reference;  ///< share of the buyer's purchases in the undisturbed market
  PartColumn<EdgeId, double> access;     ///< share of what the link could carry that rules leave open
  PartColumn<EdgeId, double>
      advanced_open;  ///< working figure: share of the part for advanced fabs that rules on it leave open
  PartColumn<EdgeId, double> tariff;      ///< share of the price, paid on top
  PartColumn<EdgeId, double> attraction;  ///< access x (1+tariff)^(1-sigma)
  PartColumn<EdgeId, double>
      threat;  ///< share of the link that announced rules will close; 0 on links on which rules bind
  // by nation
  Column<NationId, double> limit;       ///< share of capacity for wafers and memory that materials allow
  Column<NationId, double> packaging;   ///< share of the advanced packaging in use that is to be had
  Column<NationId, double> gdp_loss;    ///< share of GDP lost to missing chips
  Column<NationId, double> tool_cover;  ///< share of the denied tools that the nation takes from its reserve
  double tools_covered = 1;             ///< share of purchases of tools that rules on advanced fabs reach
  std::uint64_t rules_seen = 0;         ///< revision of the rule book that access, tariff and outage stand for

  /// Everything at rest.
  void reset(const GoodsCatalogue& catalogue, std::size_t nations, IdRange<EdgeId> links);
};

}  // namespace chokepoint
