// The tables of the market for traded goods: goods, sales, purchases and known bilateral flows.
#pragma once

#include <vector>

#include "engine/world/table_reader.hpp"

namespace chokepoint {

/// Reads goods.csv, sales.csv, purchases.csv and bilateral.csv into the catalogue of the world's data, whose names and
/// paths are read already, and adds the market's links. Shares of links follow by biproportional fitting.
void read_goods(TableReader& tables, std::vector<Link>& links);

/// Once the graph is built: which links are whose, and the market at rest.
void open_market(WorldData& data, World& world);

}  // namespace chokepoint
