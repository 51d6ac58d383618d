// The market at rest.
#include "engine/world/goods.hpp"

#include <type_traits>

namespace chokepoint {
namespace {

struct MarketSizes {
  const GoodsCatalogue& catalogue;
  std::size_t nations;
  IdRange<EdgeId> links;

  template <class I>
  [[nodiscard]] std::size_t count() const {
    return std::is_same_v<I, TradedId>   ? traded_good_count
           : std::is_same_v<I, SellerId> ? catalogue.company.size()
           : std::is_same_v<I, BuyerId>  ? catalogue.nation.size()
                                         : nations;
  }
  template <class I>
  [[nodiscard]] IdRange<EdgeId> range() const {
    return links;
  }
};

}  // namespace

void GoodsMarket::reset(const GoodsCatalogue& catalogue, std::size_t nations, IdRange<EdgeId> links) {
  columns::lay_at_rest(goods_columns, *this, MarketSizes{catalogue, nations, links});
  inventory = Column<BuyerId, double>(catalogue.nation.size());
  for (const BuyerId b : inventory.ids()) inventory[b] = catalogue.inventory_months[catalogue.bought[b]];
}

}  // namespace chokepoint
