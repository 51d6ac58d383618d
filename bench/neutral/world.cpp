// Filling the columns.
#include "bench/neutral/world.hpp"

#include <cassert>

#include "bench/neutral/network.hpp"
#include "engine/base/hash.hpp"
#include "engine/events/calendar.hpp"

namespace chokepoint::bench {
namespace {

Names numbered(char kind, std::size_t count) {
  Names names;
  names.text.reserve(count), names.hash.reserve(count);
  for (std::size_t v = 0; v < count; ++v) {
    std::string digits = std::to_string(v);
    names.text.push_back(kind + std::string(8 - digits.size(), '0') + digits);  // sorted by number
    names.hash.push_back(name_hash(names.text.back()));
  }
  return names;
}

TradeGraph trade_among(const WorldData& data, std::size_t agents, std::size_t lanes) {
  std::vector<Link> links;
  links.reserve(out_degree * agents);
  for (const Edge& e : network(agents))
    links.push_back({data.vertex(FirmId{e.supplier}), data.vertex(FirmId{e.buyer}), traded_good, e.weight});
  TradeGraph trade(data.vertex_count(), std::move(links));
  for (auto* unused : {&trade.shipped, &trade.payment}) *unused = {};
  trade.order.assign(trade.edge_count() * lanes);
  for (std::size_t k = 0; k < trade.order.size(); ++k) trade.order.cells()[k] = trade.weight.cells()[k / lanes];
  return trade;
}

}  // namespace

Scenario neutral_scenario(std::size_t agents, std::size_t months, std::size_t lanes) {
  assert(agents > out_degree && months > 0 && (lanes == 1 || lanes == side_by_side));
  auto data = std::make_shared<WorldData>();
  data->firms = numbered('a', agents);
  // Replicates share their names, so that each has the random numbers that it has alone.
  if (lanes > 1) {
    const Names one = data->firms;
    data->firms = {};
    for (std::size_t v = 0; v < agents; ++v)
      for (std::size_t r = 0; r < lanes; ++r)
        data->firms.text.push_back(one.text[v]), data->firms.hash.push_back(one.hash[v]);
  }
  data->foundries = numbered('m', lanes);

  World world;
  const std::size_t cells = agents * lanes;
  for (std::size_t k = 0; k < state_count; ++k) {
    auto& column = world.firms.*state_columns[k];
    column.assign(cells);
    for (std::size_t i = 0; i < cells; ++i) column.cells()[i] = first_state(i / lanes, k);
  }
  (world.firms.*next_price_column).assign(cells);
  world.firms.nation.assign(cells);  // none: as many firms as there are cells
  (world.foundries.*spot_column).assign(lanes);
  world.trade = trade_among(*data, agents, lanes);
  world.data = std::move(data);

  Scenario scenario;
  scenario.family = "neutral";
  scenario.end = Month{static_cast<int>(months) - 1};
  Mistakes none;  // the neutral step reads no parameter
  ParameterTable table(config::Node{}, none);
  const Parameters parameters(table);
  scenario.initial = std::make_shared<InitialWorld>(InitialWorld{std::move(world), std::move(table), parameters});
  scenario.calendar = std::make_shared<Calendar>(std::vector<std::shared_ptr<Event>>{}, none);
  return scenario;
}

double checksum(const World& world, std::size_t lane) {
  const std::size_t lanes = lanes_of(*world.data);
  const auto sum = [&](std::span<const double> cells) {
    double total = 0;
    for (std::size_t i = lane; i < cells.size(); i += lanes) total += cells[i];
    return total;
  };
  double total = 0;
  for (std::size_t k = 0; k < state_count; ++k)
    total += static_cast<double>(k + 1) * sum((world.firms.*state_columns[k]).cells());
  return (total + sum(world.trade.order.cells())) / static_cast<double>(world.data->firms.count() / lanes);
}

}  // namespace chokepoint::bench
