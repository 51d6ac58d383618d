// Naming and comparing.
#include "engine/world/state_differences.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace chokepoint {

double SlotDifference::relative() const {
  const double larger = std::max(std::fabs(a), std::fabs(b));
  return larger > 0 ? std::fabs(a - b) / larger : 0;
}

// --- names ----------------------------------------------------------------------------------------------------------

namespace {

std::string link_name(const World& w, EdgeId e) {
  const WorldData& data = *w.data;
  return fmt::format("{} -> {}, {}", data.vertex_name(w.trade.supplier(e)), data.vertex_name(w.trade.buyer(e)),
                     good_names[static_cast<std::size_t>(w.trade.good(e))]);
}

/// A column of links may begin at a later good.
std::size_t first_link(const TradeGraph& trade, std::string_view column, std::size_t cells) {
  return column == "link.presence" ? (*trade.presence.ids().begin()).index() : trade.edge_count() - cells;
}

std::string good_name(TradedId g) { return std::string(good_names[static_cast<std::size_t>(good_of(g))]); }

/// Names of the kind of agent that a column's name begins with, or null.
const Names* names_of(const WorldData& data, std::string_view kind) {
  const std::pair<std::string_view, const Names*> kinds[] = {
      {"nation", &data.nations},    {"firm", &data.firms}, {"designer", &data.designers},
      {"foundry", &data.foundries}, {"hub", &data.hubs},   {"memory_maker", &data.memory_makers}};
  const auto at = std::ranges::find(kinds, kind, &std::pair<std::string_view, const Names*>::first);
  return at == std::end(kinds) ? nullptr : at->second;
}

}  // namespace

std::string slot_name(const World& w, std::string_view column, std::size_t cells, std::size_t at) {
  const WorldData& data = *w.data;
  const std::string_view kind = column.substr(0, column.find('.'));
  if (kind == "link") return link_name(w, EdgeId{at + first_link(w.trade, column, cells)});
  if (kind == "good") return good_name(TradedId{at});
  if (kind == "seller")
    return fmt::format("{}, {}", data.vertex_name(data.goods.company[SellerId{at}]),
                       good_name(data.goods.sold[SellerId{at}]));
  if (kind == "buyer")
    return fmt::format("{}, {}", data.nations.text[data.goods.nation[BuyerId{at}].index()],
                       good_name(data.goods.bought[BuyerId{at}]));
  if (kind == "cloud_offer")
    return fmt::format("{} in {}", data.firms.text[w.cloud_offers.host[CloudOfferId{at}].index()],
                       data.nations.text[w.cloud_offers.nation[CloudOfferId{at}].index()]);
  if (column == "commons") return std::string(commons_names[at]);
  const Names* names = names_of(data, kind);
  if (!names || names->count() == 0 || cells % names->count() != 0) return fmt::format("{}", at);
  const std::size_t width = cells / names->count();
  if (width == 1) return names->text[at];
  const std::string& row = names->text[at / width];
  return width == data.nations.count() ? fmt::format("{} towards {}", row, data.nations.text[at % width])
                                       : fmt::format("{}, {}", row, at % width);
}

// --- state ----------------------------------------------------------------------------------------------------------

std::vector<SlotDifference> state_differences(const World& a, const World& b) {
  std::vector<std::vector<double>> of_a;
  a.for_each_column(
      [&](std::string_view, std::span<const double> cells) { of_a.emplace_back(cells.begin(), cells.end()); });
  std::vector<SlotDifference> out;
  std::size_t column = 0;
  b.for_each_column([&](std::string_view name, std::span<const double> cells) {
    if (column >= of_a.size()) return;
    const std::vector<double>& other = of_a[column++];
    if (other.size() != cells.size() || std::memcmp(other.data(), cells.data(), cells.size_bytes()) == 0) return;
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (other[i] != cells[i])
        out.push_back({std::string(name), slot_name(a, name, cells.size(), i), other[i], cells[i]});
  });
  return out;
}

// --- rules ----------------------------------------------------------------------------------------------------------

namespace {

std::string text(double value) {
  return value == no_limit ? "no limit" : value == -no_limit ? "all" : fmt::format("{:.4g}", value);
}
std::string text(bool value) { return value ? "yes" : "no"; }
std::string text(const ChipRule& r) {
  if (!r.active()) return "none";
  std::vector<std::string> limits;
  const auto add = [&](const char* what, double limit) {
    if (limit < no_limit) limits.push_back(fmt::format("{} below {:.4g}", what, limit));
  };
  add("TPP", r.tpp_max), add("TPP while dense", r.tpp_with_density), add("density", r.density_max),
      add("bandwidth", r.bandwidth_max), add("TPP while connected", r.tpp_max_connected),
      add("interconnect", r.interconnect_max);
  if (!r.redesign)
    limits.emplace_back("no redesign");
  else if (r.redesign_from > Month{0})
    limits.push_back("redesign from " + r.redesign_from.text());
  if (r.unrestricted > 0) limits.push_back(fmt::format("{:.2g} of demand free", r.unrestricted));
  return limits.empty() ? "nothing may be sold" : fmt::format("{}", fmt::join(limits, ", "));
}
std::string text(const ToolRule& r) {
  return r.denied > 0 ? fmt::format("{:.0f} % denied{}", 100 * r.denied,
                                    r.node_min > -no_limit ? fmt::format(" from node {:.2g}", r.node_min) : "")
                      : "none";
}
std::string text(const MemoryRule& r) {
  std::string out = r.all > 0 ? fmt::format("{:.0f} % denied", 100 * r.all) : "";
  if (r.third > 0) out += fmt::format("{}{:.0f} % from HBM3 on", out.empty() ? "" : ", ", 100 * r.third);
  if (r.fourth > 0) out += fmt::format("{}{:.0f} % from HBM4 on", out.empty() ? "" : ", ", 100 * r.fourth);
  return out.empty() ? "none" : out;
}
std::string text(const ImportCap& r) { return r.strength > 0 ? fmt::format("{:.4g} H100e in all", r.allowed) : "none"; }
std::string text(const SubsidyFlows& s) {
  return fmt::format("{:.4g} M$ a month", s.fab + s.tools + s.hbm + s.ai_compute + s.lab + s.energy);
}

/// Lists rule differences as Regimes::for_each_rule hands on the two books.
class Comparison {
 public:
  explicit Comparison(const WorldData& data) : data_(data) {}
  std::vector<RuleDifference> found;

  template <class I, class T>
  void operator()(std::string_view rule, const Column<I, T>& a, const Column<I, T>& b) {
    for (const I i : a.ids())
      if (a[i] != b[i]) add(rule, name(i), text(a[i]), text(b[i]));
  }
  template <class R, class C, class T>
  void operator()(std::string_view rule, const RuleTable<R, C, T>& a, const RuleTable<R, C, T>& b) {
    a.for_each_touched(b, [&](R row, C column) {
      if (a(row, column) != b(row, column))
        add(rule, fmt::format("{} -> {}", name(row), name(column)), text(a(row, column)), text(b(row, column)));
    });
  }
  void operator()(std::string_view rule, const std::vector<LicenceTerms>& a, const std::vector<LicenceTerms>& b) {
    list(rule, a, b, [&](const LicenceTerms& l) {
      return fmt::format("{} -> {}{}", name(l.issuer), name(l.buyer),
                         l.chip.exists() ? ", " + data_.chips[l.chip].name : "");
    });
  }
  void operator()(std::string_view rule, std::vector<ChipBar> a, std::vector<ChipBar> b) {
    // An event has another number in another scenario.
    for (auto* bars : {&a, &b}) std::ranges::for_each(*bars, [](ChipBar& bar) { bar.event = {}; });
    list(rule, a, b, [&](const ChipBar& c) {
      return fmt::format("{} -> {}", c.seller.exists() ? name(c.seller) : std::string("abroad"),
                         c.firm.exists() ? name(c.firm) : name(c.buyer));
    });
  }
  void operator()(std::string_view rule, const std::vector<GoodsRule>& a, const std::vector<GoodsRule>& b) {
    list(rule, a, b, [&](const GoodsRule& g) {
      return fmt::format("{} -> {}",
                         g.company.exists() ? data_.vertex_name(g.company)
                         : g.home.exists()  ? name(g.home)
                                            : std::string("abroad"),
                         name(g.buyer));
    });
  }
  void operator()(std::string_view rule, double a, double b) {
    if (a != b) add(rule, "", text(a), text(b));
  }

 private:
  void add(std::string_view rule, std::string whom, const std::string& a, const std::string& b) {
    found.push_back({std::string(rule), std::move(whom), a, a == b ? b + " but for what these words leave out" : b});
  }

  [[nodiscard]] std::string name(NationId n) const { return data_.nations.text[n.index()]; }
  [[nodiscard]] std::string name(FirmId i) const { return data_.firms.text[i.index()]; }
  [[nodiscard]] std::string name(DesignerId d) const { return data_.designers.text[d.index()]; }
  [[nodiscard]] std::string name(FoundryId q) const { return data_.foundries.text[q.index()]; }
  [[nodiscard]] std::string name(ToolmakerId e) const { return data_.toolmakers.text[e.index()]; }
  [[nodiscard]] std::string name(HubId h) const { return data_.hubs.text[h.index()]; }
  [[nodiscard]] std::string name(VertexId v) const { return data_.vertex_name(v); }

  /// Entries of a list that only one book has.
  template <class T, class Whom>
  void list(std::string_view rule, const std::vector<T>& a, const std::vector<T>& b, const Whom& whom) {
    for (const T& entry : a)
      if (std::ranges::count(a, entry) > std::ranges::count(b, entry)) add(rule, whom(entry), "in force", "none");
    for (const T& entry : b)
      if (std::ranges::count(b, entry) > std::ranges::count(a, entry)) add(rule, whom(entry), "none", "in force");
  }

  const WorldData& data_;
};

}  // namespace

std::vector<RuleDifference> rule_differences(const Regimes& a, const Regimes& b, const WorldData& data) {
  Comparison comparison(data);
  Regimes::for_each_rule(
      a, b, [&](std::string_view rule, const auto& of_a, const auto& of_b) { comparison(rule, of_a, of_b); });
  return std::move(comparison.found);
}

std::vector<RuleDifference> parameter_differences(const Parameters& a, const Parameters& b,
                                                  const ParameterTable& table) {
  std::vector<RuleDifference> out;
  for (const ParameterEntry& entry : table.entries()) {
    const double in_a = a.get(*table.offset(entry.name)), in_b = b.get(*table.offset(entry.name));
    if (in_a != in_b) out.push_back({"parameter", entry.name, text(in_a), text(in_b)});
  }
  return out;
}

}  // namespace chokepoint
