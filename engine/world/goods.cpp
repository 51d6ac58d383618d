// The market at rest.
#include "engine/world/goods.hpp"

namespace chokepoint {

void GoodsMarket::reset(const GoodsCatalogue& catalogue, std::size_t nations, IdRange<EdgeId> links) {
  const std::size_t sellers = catalogue.company.size(), buyers = catalogue.nation.size();
  calm.assign(traded_good_count, 1.0);
  for (auto* column : {&planned, &ordered, &capacity}) column->assign(sellers);
  for (auto* column : {&scale, &stretch, &outage, &fill}) column->assign(sellers, 1.0);
  for (auto* column : {&use, &backlog, &substitute, &closed, &threatened}) column->assign(buyers);
  for (auto* column : {&ordered_months, &received, &used, &price}) column->assign(buyers, 1.0);
  inventory.assign(buyers);
  for (const BuyerId b : inventory.ids()) inventory[b] = catalogue.inventory_months[catalogue.bought[b]];
  for (auto* column : {&reference, &tariff, &threat}) column->assign(links);
  for (auto* column : {&access, &advanced_open, &attraction}) column->assign(links, 1.0);
  for (auto* column : {&gdp_loss, &tool_cover}) column->assign(nations);
  for (auto* column : {&limit, &packaging}) column->assign(nations, 1.0);
}

}  // namespace chokepoint
