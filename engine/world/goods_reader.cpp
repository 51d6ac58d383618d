// From margins and known cells to the links of the market.
#include "engine/world/goods_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "engine/base/hash.hpp"
#include "engine/world/biproportional.hpp"

namespace chokepoint {
namespace {

using config::MapReader;

constexpr double sum_tolerance = 0.005;    // of the shares of a good, which should add up to 1
constexpr double negligible = 1e-3;        // links below this share of the world's trade in the good are left out ...
constexpr double matters_to_buyer = 0.03;  // ... unless they are this share of what the buyer buys
constexpr double dormant_size = 0.03;      // a pair that does not trade may form a link if both are this large

/// The market of one good as its tables give it.
struct Market {
  struct Side {
    double share = 0;
    Place place;
  };
  std::map<VertexId, Side> sellers;
  std::map<NationId, Side> buyers;
  struct Cell {
    double share = 0;
    bool of_seller = false;
    Place place;
  };
  std::map<std::pair<VertexId, NationId>, Cell> cells;
};

class GoodsReader {
 public:
  GoodsReader(TableReader& tables, std::vector<Link>& links)
      : tables_(tables), data_(tables.data()), links_(links), mistakes_(tables.mistakes()) {}

  void read() {
    read_catalogue();
    read_sales();
    read_purchases();
    read_cells();
    for (const TradedId g : traded_goods()) fit(g);
    if (!mistakes_.any()) list_buyers();
  }

 private:
  static std::string name_of(TradedId g) { return std::string(good_names[static_cast<std::size_t>(good_of(g))]); }
  static std::vector<std::string> traded_names() { return {good_names.begin() + chain_good_count, good_names.end()}; }

  TradedId good(MapReader& row) {
    if (!row.require("good")) return {};
    const std::vector<std::string> names = traded_names();
    const std::string name = row.choice("good", "", names);
    const auto at = std::ranges::find(names, name);
    return at == names.end() ? TradedId{} : TradedId{static_cast<std::size_t>(at - names.begin())};
  }

  /// A company by name: of suppliers.csv, else a toolmaker, memory maker, foundry or designer.
  VertexId company(MapReader& row) {
    if (!row.require("supplier")) return {};
    const std::string name = row.text("supplier");
    std::vector<std::string> known;
    const auto find = [&]<class I>(const Names& names, I) { return tables_.company<I>(name, names, known); };
    for (const VertexId found : {find(data_.suppliers, SupplierId{}), find(data_.toolmakers, ToolmakerId{}),
                                 find(data_.memory_makers, MemoryMakerId{}), find(data_.foundries, FoundryId{}),
                                 find(data_.designers, DesignerId{})})
      if (found.exists()) return found;
    row.mistake("supplier", fmt::format("no company is called '{}'{}", name, suggestion(name, known)));
    return {};
  }

  void read_catalogue() {
    GoodsCatalogue& c = data_.goods;
    c.label.assign(traded_good_count);
    c.kind.assign(traded_good_count);
    for (auto* column : {&c.inventory_months, &c.price_elasticity, &c.need}) column->assign(traded_good_count);
    c.sales.assign(traded_good_count);
    std::set<TradedId> seen;
    tables_.each_row("goods", "good", [&](MapReader& row, const Place& place) {
      const TradedId g = good(row);
      const std::string label = row.required_text("label");
      const std::vector<std::string> kinds = {"tool", "software", "material", "service", "chip"};
      const std::string kind = row.require("kind") ? row.choice("kind", "", kinds) : "";
      const double months = row.required_number("inventory_months", {0, 120});
      const double elasticity = row.required_number("price_elasticity", {0.01, 100});
      const double need = row.number("need", 0, config::share);
      if (!g.exists()) return;
      if (!seen.insert(g).second) mistakes_.add(place, fmt::format("duplicate good '{}'", name_of(g)));
      c.label[g] = label;
      c.kind[g] = static_cast<GoodsKind>(std::ranges::find(kinds, kind) - kinds.begin());
      c.inventory_months[g] = months, c.price_elasticity[g] = elasticity, c.need[g] = need;
      if ((c.kind[g] == GoodsKind::material) != (row.find("need") != nullptr))
        row.mistake("need", "'need' belongs to materials, and to all of them");
      if (c.kind[g] == GoodsKind::material) materials_.push_back(g);
      c.sales[g] = data_.paths.find("goods_sales." + name_of(g));
      if (!c.sales[g])
        mistakes_.add(place,
                      fmt::format("the data lack the path 'goods_sales.{}': what the world buys of it", name_of(g)));
    });
    c.lithography_price = data_.paths.find("goods_unit_price.lithography_tool.CN");
    for (const TradedId g : traded_goods())
      if (!seen.contains(g))
        mistakes_.add(tables_.content("goods").place(), fmt::format("good '{}' has no row", name_of(g)));
    std::ranges::sort(materials_, {}, [](TradedId g) { return name_of(g); });
    for (const TradedId g : materials_) {
      data_.materials.text.push_back(name_of(g));
      data_.materials.hash.push_back(name_hash(name_of(g)));
      data_.material_goods.push_back(g);
    }
  }

  void read_sales() {
    tables_.each_row("sales", "sales", [&](MapReader& row, const Place& place) {
      const TradedId g = good(row);
      const VertexId v = company(row);
      const double share = row.required_number("share", config::share);
      if (!g.exists() || !v.exists()) return;
      if (!markets_[g.index()].sellers.emplace(v, Market::Side{share, place}).second)
        mistakes_.add(place, fmt::format("duplicate sales of {} by {}", name_of(g), data_.vertex_name(v)));
    });
    for (const TradedId g : traded_goods()) check_sum("sales", g, markets_[g.index()].sellers);
  }

  void read_purchases() {
    tables_.each_row("purchases", "purchases", [&](MapReader& row, const Place& place) {
      const TradedId g = good(row);
      const NationId n = tables_.nation(row);
      const double share = row.required_number("share", config::share);
      if (!g.exists() || !n.exists()) return;
      if (!markets_[g.index()].buyers.emplace(n, Market::Side{share, place}).second)
        mistakes_.add(place, fmt::format("duplicate purchases of {} by {}", name_of(g), data_.nations.text[n.index()]));
    });
    for (const TradedId g : traded_goods()) check_sum("purchases", g, markets_[g.index()].buyers);
  }

  /// Shares add up to 1; small rounding is put right.
  template <class Sides>
  void check_sum(std::string_view table, TradedId g, Sides& sides) {
    double sum = 0;
    for (const auto& [who, side] : sides) sum += side.share;
    if (std::fabs(sum - 1) > sum_tolerance) {
      const Place place = sides.empty() ? tables_.content(table).place() : sides.rbegin()->second.place;
      mistakes_.add(place, fmt::format("the {} of {} add up to {:.4g}, not to 1", table, name_of(g), sum));
    }
    std::erase_if(sides, [](const auto& entry) { return entry.second.share <= 0; });
    for (auto& [who, side] : sides) side.share /= sum;
  }

  void read_cells() {
    tables_.each_row("bilateral", "known flow", [&](MapReader& row, const Place& place) {
      const TradedId g = good(row);
      const VertexId v = company(row);
      const NationId n = tables_.nation(row, "buyer");
      const std::string of = row.require("of") ? row.choice("of", "", {"supplier", "buyer"}) : "";
      const double share = row.required_number("share", config::share);
      if (!g.exists() || !v.exists() || !n.exists() || of.empty()) return;
      Market& market = markets_[g.index()];
      if (!market.sellers.contains(v))
        mistakes_.add(place,
                      fmt::format("{} sells no {}: sales.csv has no such row", data_.vertex_name(v), name_of(g)));
      else if (!market.buyers.contains(n))
        mistakes_.add(place, fmt::format("{} buys no {}: purchases.csv has no such row", data_.nations.text[n.index()],
                                         name_of(g)));
      else if (!market.cells.emplace(std::pair(v, n), Market::Cell{share, of == "supplier", place}).second)
        mistakes_.add(place, fmt::format("duplicate flow of {} from {} to {}", name_of(g), data_.vertex_name(v),
                                         data_.nations.text[n.index()]));
    });
  }

  /// The margins and known cells of a good as a table; free cells start from the product of the margins.
  static MarginTable table_of(const Market& market) {
    MarginTable t;
    t.rows = market.sellers.size(), t.columns = market.buyers.size();
    t.value.resize(t.rows * t.columns);
    t.known.assign(t.rows * t.columns, 0);
    for (const auto& [v, side] : market.sellers) t.row_sums.push_back(side.share);
    for (const auto& [n, side] : market.buyers) t.column_sums.push_back(side.share);
    std::size_t r = 0;
    for (const auto& [v, seller] : market.sellers) {
      std::size_t c = 0;
      for (const auto& [n, buyer] : market.buyers) {
        const auto cell = market.cells.find({v, n});
        t.known[t.at(r, c)] = cell != market.cells.end() ? 1 : 0;
        t.value[t.at(r, c)] = cell == market.cells.end()
                                  ? seller.share * buyer.share
                                  : cell->second.share * (cell->second.of_seller ? seller.share : buyer.share);
        ++c;
      }
      ++r;
    }
    return t;
  }

  void report(TradedId g, const Market& market, const Infeasible& where) {
    const auto seller = std::next(market.sellers.begin(), static_cast<std::ptrdiff_t>(where.in_row ? where.index : 0));
    const auto buyer = std::next(market.buyers.begin(), static_cast<std::ptrdiff_t>(where.in_row ? 0 : where.index));
    const std::string who = where.in_row ? data_.vertex_name(seller->first) : data_.nations.text[buyer->first.index()];
    Place place = where.in_row ? seller->second.place : buyer->second.place;
    for (const auto& [ends, cell] : market.cells)
      if (where.in_row ? ends.first == seller->first : ends.second == buyer->first) place = cell.place;
    mistakes_.add(place, fmt::format("the flows of {} known in bilateral.csv cannot be brought together with its {}: "
                                     "{} {} {:.4g} of the world's trade, but the flows make it {:.4g}",
                                     name_of(g), where.in_row ? "sales" : "purchases", who,
                                     where.in_row ? "sells" : "buys", where.margin, where.sum));
  }

  /// The table without links that are too small to matter. Every seller and every buyer keeps the largest that is not
  /// known.
  static MarginTable without_small(const MarginTable& fitted) {
    MarginTable t = fitted;
    std::vector<char> kept(t.value.size(), 0);
    const auto keep_largest = [&](std::size_t length, auto&& at) {
      std::size_t best = t.value.size();
      for (std::size_t k = 0; k < length; ++k)
        if (t.known[at(k)] == 0 && (best == t.value.size() || t.value[at(k)] > t.value[best])) best = at(k);
      if (best < t.value.size()) kept[best] = 1;
    };
    for (std::size_t r = 0; r < t.rows; ++r) keep_largest(t.columns, [&](std::size_t c) { return t.at(r, c); });
    for (std::size_t c = 0; c < t.columns; ++c) keep_largest(t.rows, [&](std::size_t r) { return t.at(r, c); });
    for (std::size_t k = 0; k < t.value.size(); ++k)
      if (t.known[k] == 0 && kept[k] == 0 &&
          t.value[k] < std::min(negligible, matters_to_buyer * t.column_sums[k % t.columns]))
        t.value[k] = 0;
    return t;
  }

  void fit(TradedId g) {
    const Market& market = markets_[g.index()];
    if (market.sellers.empty() || market.buyers.empty() || mistakes_.any()) return;
    MarginTable table = table_of(market);
    if (const auto where = fit_margins(table)) return report(g, market, *where);
    if (MarginTable smaller = without_small(table); !fit_margins(smaller)) table = std::move(smaller);

    std::vector<double> bought(table.columns);
    for (std::size_t k = 0; k < table.value.size(); ++k) bought[k % table.columns] += table.value[k];
    std::size_t r = 0;
    for (const auto& [v, seller] : market.sellers) {
      std::size_t c = 0;
      for (const auto& [n, buyer] : market.buyers) {
        const double flow = table.value[table.at(r, c)];
        const bool may_form = flow <= 0 && seller.share >= dormant_size && buyer.share >= dormant_size;
        if (flow > 0 || may_form) links_.push_back({v, data_.vertex(n), good_of(g), flow / bought[c]});
        ++c;
      }
      ++r;
    }
    GoodsCatalogue& c = data_.goods;
    for (const auto& [v, seller] : market.sellers) c.company.push_back(v), c.sold.push_back(g);
  }

  void list_buyers() {
    GoodsCatalogue& c = data_.goods;
    c.buyer = Table<NationId, TradedId, BuyerId>(data_.nations.count(), traded_good_count);
    for (const NationId n : data_.nation_ids()) {
      const std::size_t first = c.nation.size();
      for (const TradedId g : traded_goods()) {
        const auto at = markets_[g.index()].buyers.find(n);
        if (at == markets_[g.index()].buyers.end()) continue;
        c.buyer(n, g) = BuyerId{c.nation.size()};
        c.nation.push_back(n);
        c.bought.push_back(g);
        c.purchases.push_back(at->second.share);
        c.trend.push_back(data_.paths.find("goods_purchases." + name_of(g) + "." + data_.nations.text[n.index()]));
      }
      c.buyers.push_back({first, c.nation.size()});
    }
  }

  TableReader& tables_;
  WorldData& data_;
  std::vector<Link>& links_;
  Mistakes& mistakes_;
  std::vector<TradedId> materials_;
  std::array<Market, traded_good_count> markets_;
};

}  // namespace

void read_goods(TableReader& tables, std::vector<Link>& links) { GoodsReader(tables, links).read(); }

}  // namespace chokepoint
