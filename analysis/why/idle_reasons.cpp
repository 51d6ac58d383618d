// Rule books that differ by one event, or by two.
#include "analysis/why/idle_reasons.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/markets/link_rules.hpp"
#include "engine/markets/sales_terms.hpp"
#include "engine/world/state_differences.hpp"

namespace chokepoint {
namespace {

constexpr std::size_t most_named = 3;

/// What a set of events makes of a month.
struct Book {
  Regimes regimes;
  Parameters parameters;
  std::vector<double> links;  ///< share closed of each link, and the terms on which accelerators are sold

  [[nodiscard]] bool same_rules(const Book& other, const ParameterTable& table) const {
    bool same = parameter_differences(parameters, other.parameters, table).empty();
    rule_columns([&](const auto& row) {
      if constexpr (std::decay_t<decltype(row)>::role == ColumnRole::state)
        same = same && equal(row.of(regimes), row.of(other.regimes));
    });
    return same;
  }

 private:
  template <class I, class T>
  static bool equal(const Column<I, T>& a, const Column<I, T>& b) {
    return std::ranges::all_of(a.ids(), [&](I i) { return a[i] == b[i]; });
  }
  template <class R, class C, class T>
  static bool equal(const RuleTable<R, C, T>& a, const RuleTable<R, C, T>& b) {
    bool same = true;
    a.for_each_touched(b, [&](R row, C column) { same = same && a(row, column) == b(row, column); });
    return same;
  }
  template <class T>
  static bool equal(const std::vector<T>& a, const std::vector<T>& b) {
    return a == b;
  }
  static bool equal(double a, double b) { return a == b; }
};

/// Makes policy states of a month of a run with some events left out.
class Books {
 public:
  Books(const Scenario& scenario, const Parameters& base, const World& world, const RandomStream& random)
      : scenario_(scenario), base_(base), random_(random), clocks_(world.clocks), world_(world) {}

  [[nodiscard]] Book without(std::span<const EventId> out) {
    world_.clocks = clocks_;
    for (const EventId e : out) world_.clocks[e] = {};
    Book book{Regimes(*world_.data), base_, {}};
    scenario_.calendar->compile(world_, base_, random_, book.regimes, book.parameters);
    const MonthView view{world_, book.parameters, book.regimes, random_, world_.month, world_.month.year()};
    for (const DesignerId d : world_.designers.nation.ids())
      for (const NationId n : world_.nations.gdp.ids()) {
        const SalesTerms terms = world_.designers.terms(d, n) = sales_terms(view, d, n);
        book.links.insert(book.links.end(), {terms.allowed ? terms.scale : 0, terms.raw, terms.training,
                                             terms.inference, terms.quota, terms.price});
      }
    for (const EdgeId e : world_.trade.weight.ids())
      book.links.push_back(link_rule(world_, book.regimes, e).closed_share);
    return book;
  }
  [[nodiscard]] Book without(std::initializer_list<EventId> out) { return without(std::span(out.begin(), out.size())); }

 private:
  const Scenario& scenario_;
  const Parameters& base_;
  const RandomStream& random_;
  const Column<EventId, EventClock> clocks_;
  World world_;
};

/// Asks of one event in one month.
class IdleQuestion {
 public:
  IdleQuestion(const Scenario& scenario, const Parameters& base, const World& world, const RandomStream& random,
               EventId event)
      : scenario_(scenario), world_(world), random_(random), books_(scenario, base, world, random), event_(event) {
    for (const EventId e : world.clocks.ids()) {
      const EventClock& clock = world.clocks[e];
      if (e != event && of(e).header.severity > 0 &&
          (clock.is_in_force(world.month) || clock.is_announced(world.month)))
        others_.push_back(e);
    }
  }

  std::string answer() {
    if (const std::string why = suspended(); !why.empty()) return why;
    if (find_event_type(of(event_).header.type)->kind == EventKind::shock)
      return "in the month in which it strikes it finds nothing to change";
    if (of(event_).about_events()) return "nothing that it eases or calms is in force";
    const Book all = books_.without({}), less = books_.without({event_});
    if (all.links != less.links) return no_trade(all, less);
    const Book alone = books_.without(others_), nothing = books_.without(with_event(others_));
    const bool in_book = !same_rules(all, less);
    if (in_book && alone.links == nothing.links) return nobody(true);
    if (!in_book && same_rules(alone, nothing)) return nobody(false);
    if (const std::string why = let_through(all, alone, nothing); !why.empty()) return why;
    return standing_before(in_book);
  }

 private:
  [[nodiscard]] const Event& of(EventId e) const { return *scenario_.calendar->events()[e.index()]; }
  [[nodiscard]] std::vector<EventId> with_event(std::vector<EventId> list) const {
    list.push_back(event_);
    return list;
  }
  [[nodiscard]] bool same_rules(const Book& a, const Book& b) const {
    return a.same_rules(b, scenario_.initial->table);
  }

  /// Whether reliefs and truces leave nothing of it.
  [[nodiscard]] std::string suspended() {
    std::vector<std::string> names;
    bool wholly = false;
    for (const EventId e : others_) {
      std::vector<double> kept(world_.clocks.size(), 1.0);
      const EventHeader& h = of(e).header;
      if (!world_.clocks[e].is_in_force(world_.month)) continue;
      const auto issuers = h.issuers.nations();
      of(e).relieve({world_, *world_.data, random_, world_.month, issuers.empty() ? NationId{} : issuers.front(),
                     severity_in(h, world_.clocks[e], world_.month, 1), world_.clocks[e].start, world_.clocks[e].end},
                    kept);
      if (kept[event_.index()] < 1) names.push_back(h.id), wholly = wholly || kept[event_.index()] <= 0;
    }
    if (!wholly) return "";
    return fmt::format("{} leave{} nothing of it", fmt::join(names, " and "), names.size() == 1 ? "s" : "");
  }

  /// Licences that open what it would close alone, if that is open.
  [[nodiscard]] std::string let_through(const Book& all, const Book& alone, const Book& nothing) {
    const std::size_t first = all.links.size() - world_.trade.edge_count();
    const auto open = [&](const Book& book) {
      for (std::size_t e = first; e < all.links.size(); ++e)
        if (alone.links[e] > nothing.links[e] && book.links[e] < alone.links[e]) return true;
      return false;
    };
    if (!open(all)) return "";
    std::vector<std::string> names;
    for (const EventId e : others_) {
      if (of(e).header.type != "licence" || !related(e)) continue;
      std::vector<EventId> out = others_;
      std::erase(out, e);
      if (open(books_.without(out))) names.push_back(of(e).header.id);
    }
    if (names.empty()) return "";
    return fmt::format("{} let{} through what it bars", fmt::join(names, " and "), names.size() == 1 ? "s" : "");
  }

  /// What others do that leaves it nothing to do. `in_book`: its rules stand in the book, and close nothing more.
  [[nodiscard]] std::string standing_before(bool in_book) {
    std::vector<EventId> candidates = others_;
    std::erase_if(candidates, [&](EventId e) { return !related(e); });
    std::ranges::stable_partition(candidates, [&](EventId e) { return of(e).header.type == of(event_).header.type; });
    const auto same = [&](const Book& a, const Book& b) { return in_book ? a.links == b.links : same_rules(a, b); };
    for (const EventId e : candidates) {  // one that is enough by itself
      std::vector<EventId> out = others_;
      std::erase(out, e);
      const Book alone = books_.without(with_event(out));
      if (same(alone, books_.without(out))) return fmt::format("{} does already what it would do", of(e).header.id);
    }
    std::vector<std::string> names;  // those that are needed
    for (const EventId e : candidates) {
      const EventId both[] = {e, event_};
      if (same(books_.without(std::span(&e, 1)), books_.without(both))) continue;
      names.push_back(of(e).header.id);
      if (names.size() == most_named) break;
    }
    if (names.empty()) return "other measures together do already what it would do";
    const bool one = names.size() == 1;
    const std::string who = fmt::format("{}", fmt::join(names, " and "));
    return fmt::format("{} do{} already what it would do", who, one ? "es" : "");
  }

  /// Whether another event may be about the same thing: to try all would take long.
  [[nodiscard]] bool related(EventId e) const {
    const EventHeader &a = of(e).header, &b = of(event_).header;
    const auto meet = [](const NationList& x, const NationList& y) {
      return x.empty() || y.empty() || std::ranges::any_of(x, [&](NationId n) { return y.contains(n); });
    };
    return a.type == b.type || (meet(a.targets, b.targets) && meet(a.issuers, b.issuers)) ||
           (a.type == "import_ban" && meet(a.issuers, b.targets));
  }

  /// No one whom it is about. `in_book`: it makes a rule all the same.
  [[nodiscard]] std::string nobody(bool in_book) const {
    const EventHeader& h = of(event_).header;
    const WorldData& data = *world_.data;
    if (h.type == "supply_shock") return "no foundry, memory maker or seller of traded goods is there to lose capacity";
    if (h.type == "subsidy") return fmt::format("{} has no one to take it", nation_list(data, h.issuers));
    if (h.type == "parameter_shock")
      return in_book ? "nothing in this run depends on the parameter" : "the parameter has that value already";
    if (in_book) return "no one in this run is limited by the rule that it makes";
    if (!h.issuers.empty() && !h.targets.empty())
      return fmt::format("nothing that {} sells to {} falls under it", nation_list(data, h.issuers),
                         nation_list(data, h.targets));
    return "no one falls under it";
  }

  [[nodiscard]] std::string no_trade(const Book& all, const Book& less) const {
    const std::size_t links = world_.trade.edge_count(), first = all.links.size() - links;
    std::size_t closed = 0;
    for (std::size_t e = first; e < all.links.size(); ++e) closed += all.links[e] != less.links[e] ? 1U : 0U;
    if (closed == 0) return "nothing is sold on the terms that it changes";
    return fmt::format("nothing is traded over the {} that it closes",
                       closed == 1 ? "link" : fmt::format("{} links", closed));
  }

  const Scenario& scenario_;
  const World& world_;
  const RandomStream& random_;
  Books books_;
  EventId event_;
  std::vector<EventId> others_;
};

}  // namespace

std::string idle_reason(const Scenario& scenario, const Parameters& base, const World& world,
                        const RandomStream& random, EventId event) {
  return IdleQuestion(scenario, base, world, random, event).answer();
}

}  // namespace chokepoint
