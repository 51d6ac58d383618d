// The goods that events name.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/world/goods.hpp"
#include "engine/world/world.hpp"

namespace chokepoint::events {

inline constexpr std::string_view taxed_goods =
    "accelerator ai_service lithography_tool deposition_tool etch_tool process_control_tool assembly_tool eda "
    "silicon_wafer photoresist gallium_germanium rare_earths graphite advanced_packaging logic_chip mature_chip "
    "memory_chip";
inline constexpr std::string_view traded_words = taxed_goods.substr(taxed_goods.find("lithography_tool"));

/// Those of the words that are traded goods.
[[nodiscard]] inline GoodsSet goods_named(const std::vector<std::string>& words) {
  GoodsSet out;
  for (const TradedId g : traded_goods())
    if (std::ranges::find(words, good_names[static_cast<std::size_t>(good_of(g))]) != words.end()) out.add(g);
  return out;
}

/// Whether a company of the nation sells one of the goods.
[[nodiscard]] inline bool sells_goods(const WorldData& data, NationId n, GoodsSet goods) {
  const GoodsCatalogue& c = data.goods;
  return std::ranges::any_of(c.home.ids(), [&](SellerId s) { return c.home[s] == n && goods.has(c.sold[s]); });
}

}  // namespace chokepoint::events
