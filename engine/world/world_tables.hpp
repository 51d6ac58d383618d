// The readers of the tables of data/world, one by one; inside engine/world only.
#pragma once

#include <vector>

#include "engine/world/table_reader.hpp"

namespace chokepoint {

void read_nations(TableReader& tables, World& world);
void read_regions(TableReader& tables);
/// Returns each firm's share of services at the start.
[[nodiscard]] ByFirm<double> read_firms(TableReader& tables, World& world);
void read_designers(TableReader& tables, World& world);
void read_chips(TableReader& tables);
void read_foundries(TableReader& tables, World& world);
void read_memory_makers(TableReader& tables, World& world);
void read_toolmakers(TableReader& tables, World& world);
void read_suppliers(TableReader& tables, World& world);
void read_hubs(TableReader& tables, World& world);
void read_cloud_offers(TableReader& tables, World& world);
/// The links of links.csv, once it is known which companies there are.
[[nodiscard]] std::vector<Link> read_links(TableReader& tables, const World& world);

/// The optional columns `owner` and `owned_share` of a firm, designer, foundry or supplier.
void read_owner(TableReader& tables, config::MapReader& row, VertexId owned);

}  // namespace chokepoint
