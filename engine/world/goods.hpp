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
#include "engine/world/columns.hpp"
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
  Column<NationId, std::vector<SellerId>> sellers_at_home;
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
  Column<TradedId, double> calm;
  Column<SellerId, double> planned, scale, stretch, outage, ordered, capacity, fill, sold;
  Column<BuyerId, double> use, ordered_months, received, used, inventory, backlog, substitute, price, closed,
      threatened;
  PartColumn<EdgeId, double> reference, access, advanced_open, tariff, attraction, threat;
  Column<NationId, double> materials_limit, packaging, gdp_loss, output_lost, tool_cover, tool_supply, tool_spares;
  double tools_covered = 1;
  std::uint64_t rules_seen = 0;

  /// Everything at rest.
  void reset(const GoodsCatalogue& catalogue, std::size_t nations, IdRange<EdgeId> links);
};

/// Whose a column is follows from what indexes it: goods, sellers, buyers, links, nations.
inline constexpr auto goods_columns = [](const auto& row) {
  row(columns::state<&GoodsMarket::calm>("", "1 until a rule, a shock or an announcement touches the good; never again",
                                         1.0));
  row(columns::state<&GoodsMarket::planned>("M$/month", "that the undisturbed market buys of it"));
  row(columns::state<&GoodsMarket::scale>("", "capacity that its sales have made it build, relative to the plan", 1.0));
  row(columns::state<&GoodsMarket::stretch>("", "over-production, from 1 on", 1.0));
  row(columns::state<&GoodsMarket::outage>("", "factor of supply shocks", 1.0));
  row(columns::state<&GoodsMarket::ordered>("M$/month"));
  row(columns::state<&GoodsMarket::capacity>("M$/month", "as of the last month in which the good was not calm"));
  row(columns::state<&GoodsMarket::fill>("share", "expected, of an order that is met", 1.0));
  row(columns::working<&GoodsMarket::sold>("M$/month", "shipped, at undisturbed prices"));
  row(columns::state<&GoodsMarket::use>("M$/month", "of the undisturbed market"));
  row(columns::state<&GoodsMarket::ordered_months>("months of use", "ordered this month", 1.0));
  row(columns::state<&GoodsMarket::received>("months of use", "this month", 1.0));
  row(columns::state<&GoodsMarket::used>("months of use", "this month", 1.0));
  row(columns::state_from_data<&GoodsMarket::inventory>("months of use", "starts as what is usual of the good"));
  row(columns::state<&GoodsMarket::backlog>("months of use"));
  row(columns::state<&GoodsMarket::substitute>("share", "of use that own sources and substitutes have grown to meet"));
  row(columns::state<&GoodsMarket::price>("", "index, 1 at rest", 1.0));
  row(columns::state<&GoodsMarket::closed>("share", "of its purchases at rest that the rules in force close"));
  row(columns::state<&GoodsMarket::threatened>("share", "of its purchases at rest that announced rules will close"));
  row(columns::state<&GoodsMarket::reference>("share", "of the buyer's purchases in the undisturbed market"));
  row(columns::state<&GoodsMarket::access>("share", "of what the link could carry that rules leave open", 1.0));
  row(columns::state<&GoodsMarket::tariff>("share", "of the price, paid on top"));
  row(columns::state<&GoodsMarket::attraction>("", "access x (1+tariff)^(1-sigma)", 1.0));
  row(columns::state<&GoodsMarket::threat>("share", "of the link that announced rules will close; 0 where rules bind"));
  row(columns::state<&GoodsMarket::materials_limit>("share", "of capacity for wafers and memory that materials allow",
                                                    1.0));
  row(columns::state<&GoodsMarket::packaging>("share", "of the advanced packaging in use that is to be had", 1.0));
  row(columns::state<&GoodsMarket::gdp_loss>("share", "of GDP lost to missing chips"));
  row(columns::state<&GoodsMarket::output_lost>(
      "share", "of GDP: value added to goods that its companies do not sell because of rules and outages"));
  row(columns::state<&GoodsMarket::tool_cover>("share", "of the denied tools that the nation takes from its reserve"));
  row(columns::state<&GoodsMarket::tool_supply>(
      "share", "of the tools ordered that come, of the class of which the least does", 1.0));
  row(columns::state<&GoodsMarket::tool_spares>("share", "of the tools ordered that come, by value: so do spares",
                                                1.0));
  row(columns::cached<&GoodsMarket::advanced_open>("share", "of the part for advanced fabs that rules on it leave open",
                                                   1.0));
  row(columns::cached<&GoodsMarket::tools_covered>("share", "of purchases of tools that rules on advanced fabs reach",
                                                   1.0));
  row(columns::cached<&GoodsMarket::rules_seen>("",
                                                "revision of the policy state that access, tariff and outage hold"));
};
static_assert(columns::covers<GoodsMarket>(goods_columns), "goods_columns lacks a column of GoodsMarket");

}  // namespace chokepoint
