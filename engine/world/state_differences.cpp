// Naming and comparing.
#include "engine/world/state_differences.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstring>

namespace chokepoint {

double SlotDifference::relative() const {
  const double larger = std::max(std::fabs(a), std::fabs(b));
  return larger > 0 ? std::fabs(a - b) / larger : 0;
}

// --- names ----------------------------------------------------------------------------------------------------------

namespace {

/// Names of agents and places.
class AgentWords {
 public:
  explicit AgentWords(const WorldData& data) : data_(data) {}

  [[nodiscard]] std::string name(NationId n) const { return data_.nations.text[n.index()]; }
  [[nodiscard]] static std::string name(TradedId g) {
    return std::string(good_names[static_cast<std::size_t>(good_of(g))]);
  }
  [[nodiscard]] std::string name(FirmId i) const { return data_.firms.text[i.index()]; }
  [[nodiscard]] std::string name(DesignerId d) const { return data_.designers.text[d.index()]; }
  [[nodiscard]] std::string name(FoundryId q) const { return data_.foundries.text[q.index()]; }
  [[nodiscard]] std::string name(MemoryMakerId m) const { return data_.memory_makers.text[m.index()]; }
  [[nodiscard]] std::string name(ToolmakerId e) const { return data_.toolmakers.text[e.index()]; }
  [[nodiscard]] std::string name(HubId h) const { return data_.hubs.text[h.index()]; }
  [[nodiscard]] std::string name(VertexId v) const { return data_.vertex_name(v); }

 protected:
  const WorldData& data_;
};

/// Names of what indexes columns; what has no name of its own goes by its number.
class SlotNames : AgentWords {
 public:
  explicit SlotNames(const World& world) : AgentWords(*world.data), w_(world) {}

  template <class I, class T>
  [[nodiscard]] std::string operator()(const Column<I, T>&, std::size_t at) const {
    return name(I{at});
  }
  template <class I, class T>
  [[nodiscard]] std::string operator()(const PartColumn<I, T>& column, std::size_t at) const {
    return name(I{(*column.ids().begin()).index() + at});
  }
  template <class R, class C, class T>
  [[nodiscard]] std::string operator()(const Table<R, C, T>& table, std::size_t at) const {
    const std::size_t width = table.row(R{0}).size();
    return fmt::format("{}{}{}", name(R{at / width}), std::is_same_v<C, NationId> ? " towards " : ", ",
                       name(C{at % width}));
  }
  [[nodiscard]] std::string operator()(double, std::size_t) const { return {}; }
  template <std::size_t N>
  [[nodiscard]] std::string operator()(const std::array<double, N>&, std::size_t at) const {
    return fmt::format("{}", at);
  }

 private:
  using AgentWords::name;
  [[nodiscard]] std::string name(SellerId s) const {
    return fmt::format("{}, {}", data_.vertex_name(data_.goods.company[s]), name(data_.goods.sold[s]));
  }
  [[nodiscard]] std::string name(BuyerId b) const {
    return fmt::format("{}, {}", name(data_.goods.nation[b]), name(data_.goods.bought[b]));
  }
  [[nodiscard]] std::string name(CloudOfferId o) const {
    return fmt::format("{} in {}", name(w_.cloud_offers.host[o]), name(w_.cloud_offers.nation[o]));
  }
  [[nodiscard]] std::string name(EdgeId e) const {
    return fmt::format("{} -> {}, {}", data_.vertex_name(w_.trade.supplier(e)), data_.vertex_name(w_.trade.buyer(e)),
                       good_names[static_cast<std::size_t>(w_.trade.good(e))]);
  }
  [[nodiscard]] std::string name(PairId q) const {
    const auto& [issuer, target] = w_.governments.craft->pairs[q];
    return fmt::format("{} towards {}", name(issuer), name(target));
  }
  template <class I>
  [[nodiscard]] std::string name(I id) const {
    return fmt::format("{}", id.index());
  }

  const World& w_;
};

}  // namespace

// --- state ----------------------------------------------------------------------------------------------------------

std::string slot_word(SlotKind kind, double value) {
  if (kind == SlotKind::flag) return value != 0 ? "yes" : "no";
  const Month month{static_cast<int>(value)};
  return month >= EventClock::never ? "never" : month.text();
}

namespace {

SlotKind kind_of(bool) { return SlotKind::flag; }
SlotKind kind_of(Month) { return SlotKind::month; }
SlotKind kind_of(std::integral auto) { return SlotKind::number; }
double value_of(Month value) { return value.index; }
double value_of(std::integral auto value) { return static_cast<double>(value); }

/// Lists slots that differ, column by column.
class StateComparison {
 public:
  explicit StateComparison(const World& world) : slot_name_(world) {}
  std::vector<SlotDifference> found;

  template <class Member>
  void operator()(const ColumnInfo& info, const Member& a, const Member& b) {
    if (info.role != ColumnRole::state) return;
    if constexpr (columns::holds_numbers<Member>)
      numbers(info, a, b);
    else if constexpr (std::is_arithmetic_v<Member>)
      cell(info, {}, a, b);
    else if constexpr (requires { value_of(a[*a.ids().begin()]); })
      cells(info, a, b);
  }

 private:
  template <class Member>
  void numbers(const ColumnInfo& info, const Member& a, const Member& b) {
    const auto x = columns::numbers(a), y = columns::numbers(b);
    if (x.size() != y.size() || std::memcmp(x.data(), y.data(), x.size_bytes()) == 0) return;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (x[i] != y[i]) found.push_back({info.text(), slot_name_(a, i), x[i], y[i]});
  }
  /// Flags, counts and months.
  template <class Member>
  void cells(const ColumnInfo& info, const Member& a, const Member& b) {
    const auto ids = a.ids();
    if (ids.size() != b.ids().size()) return;
    std::size_t at = 0;
    for (const auto id : ids) {
      if (a[id] != b[id]) cell(info, slot_name_(a, at), a[id], b[id]);
      ++at;
    }
  }
  template <class T>
  void cell(const ColumnInfo& info, std::string agent, const T& a, const T& b) {
    if (a != b) found.push_back({info.text(), std::move(agent), value_of(a), value_of(b), kind_of(a)});
  }

  SlotNames slot_name_;
};

}  // namespace

std::vector<SlotDifference> state_differences(const World& a, const World& b) {
  StateComparison comparison(a);
  World::for_each_member(comparison, a, b);
  return std::move(comparison.found);
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

/// Lists rule differences, rule by rule.
class Comparison : AgentWords {
 public:
  explicit Comparison(const WorldData& data) : AgentWords(data) {}
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

  /// Entries of a list that only one book has.
  template <class T, class Whom>
  void list(std::string_view rule, const std::vector<T>& a, const std::vector<T>& b, const Whom& whom) {
    for (const T& entry : a)
      if (std::ranges::count(a, entry) > std::ranges::count(b, entry)) add(rule, whom(entry), "in force", "none");
    for (const T& entry : b)
      if (std::ranges::count(b, entry) > std::ranges::count(a, entry)) add(rule, whom(entry), "none", "in force");
  }
};

}  // namespace

std::vector<RuleDifference> rule_differences(const Regimes& a, const Regimes& b, const WorldData& data) {
  Comparison comparison(data);
  rule_columns([&](const auto& row) {
    if constexpr (std::decay_t<decltype(row)>::role == ColumnRole::state)
      comparison(row.info("rule").name, row.of(a), row.of(b));
  });
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
