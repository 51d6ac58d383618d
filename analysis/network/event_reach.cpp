// One event's policy state beside an empty one, and a strike on a copy of the world.
#include "analysis/network/event_reach.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "analysis/network/closing_events.hpp"
#include "engine/measure/single_run.hpp"
#include "engine/world/state_differences.hpp"

namespace chokepoint {
namespace {

constexpr std::size_t whom_shown = 4, most_causes = 3;

/// What a rule that is on no link is about, in words. Rules that are not here stand on links, or follow from others.
constexpr std::pair<std::string_view, std::string_view> words[] = {
    {"euv_denied", "EUV lithography for"},
    {"components_denied", "components of tools,"},
    {"servicing_denied", "servicing of tools,"},
    {"eda_denied", "design software,"},
    {"tools_listed", "tools for"},
    {"behind", "the turn in which orders are served,"},
    {"firm_cap", "accelerators a month of a firm,"},
    {"verified", "diverted accelerators of"},
    {"verification_cost", "the price of accelerators of"},
    {"stockpile", "stocks of buyers,"},
    {"affiliates", "firms that listed ones own"},
    {"open_release_closed", "open releases by labs of"},
    {"open_use_closed", "vendors of open weights in"},
    {"open_learning_closed", "learning from open weights,"},
    {"distillation_closed", "learning from outputs of models,"},
    {"open_push", "open releases by labs of"},
    {"presence_boost", "local presence, by market and vendor:"},
    {"price_cut", "price of services, by market and vendor:"},
    {"cut_off", "trust,"},
    {"rental_closed", "renting abroad by"},
    {"rental_kyc", "renting abroad by"},
    {"hosting_closed", "clouds, by host's and renters' nation:"},
    {"hosting_kyc", "clouds, by host's and renters' nation:"},
    {"hub_enforcement", "the hub of"},
    {"subsidy", "subsidies of"},
    {"evaded_dies", "dies past controls for"},
    {"power_added", "power for AI in"},
    {"talent_barred", "researchers, from and to:"},
    {"talent_pull", "researchers, from and to:"},
    {"enforcement", "enforcement against diversion"},
};

/// Counts the links of each good and those at their ends.
class Links {
 public:
  Links(const World& world, const Column<EdgeId, double>& paid) : world_(world), paid_(paid) {}

  void add(EdgeId e) {
    if (!seen_.insert(e).second) return;
    Sides& sides = goods_[world_.trade.good(e)];
    sides.all.push_back(e);
    sides.sellers.insert(world_.trade.supplier(e));
    sides.buyers.insert(world_.trade.buyer(e));
    sides.paid += paid_[e];
  }

  [[nodiscard]] std::vector<TouchedLinks> told() const {
    std::vector<TouchedLinks> out;
    for (const auto& [good, sides] : goods_)
      out.push_back({good, sides.all.size(), sides.sellers.size(), sides.buyers.size(), name(sides.sellers),
                     name(sides.buyers), sides.paid});
    return out;
  }
  /// The links of the k-th good that is told.
  [[nodiscard]] const std::vector<EdgeId>& of(std::size_t k) const {
    return std::next(goods_.begin(), static_cast<std::ptrdiff_t>(k))->second.all;
  }

 private:
  struct Sides {
    std::set<VertexId> sellers, buyers;
    std::vector<EdgeId> all;
    double paid = 0;
  };

  [[nodiscard]] std::string name(const std::set<VertexId>& side) const {
    const WorldData& data = *world_.data;
    if (side.size() == 1)
      return *side.begin() < data.vertex(FirmId{0}) ? data.nation_labels[side.begin()->index()]
                                                    : data.vertex_name(*side.begin());
    std::set<NationId> nations;
    for (const VertexId v : side) nations.insert(data.home[v]);
    return nations.size() == 1 ? data.nation_labels[nations.begin()->index()]
                               : fmt::format("{} nations", nations.size());
  }

  const World& world_;
  const Column<EdgeId, double>& paid_;
  std::set<EdgeId> seen_;
  std::map<Good, Sides> goods_;
};

bool is_licensed(const Regimes& r, NationId seller, NationId buyer, VertexId client) {
  return std::ranges::any_of(r.licences, [&](const LicenceTerms& l) {
    return l.issuer == seller && l.buyer == buyer && (l.clients.count == 0 || r.names(l.clients, client));
  });
}

/// Whether a tariff or a licence of the policy state is about a link.
bool is_priced_or_licensed(const World& w, const Regimes& r, EdgeId e) {
  const NationId seller = w.data->home[w.trade.supplier(e)], buyer = w.data->home[w.trade.buyer(e)];
  const Good good = w.trade.good(e);
  if (good == Good::accelerator)
    return r.chip_tariff(buyer, seller) > 0 || is_licensed(r, seller, buyer, w.trade.buyer(e));
  if (good == Good::ai_service) return r.service_tariff(buyer, seller) > 0;
  return is_traded(good) && std::ranges::any_of(r.goods, [&](const GoodsRule& g) {
           return g.tariff > 0 && g.goods.has(traded(good)) && g.buyer == buyer &&
                  (g.company.exists() ? g.company == w.trade.supplier(e)
                   : g.home.exists()  ? g.home == seller
                                      : seller != buyer);
         });
}

void add_rules(const MeasureAlone& alone, const Regimes& nothing, const ParameterTable& table, const Parameters& base,
               Links& links, Touch& out) {
  const World& w = alone.world();
  for (const EdgeId e : w.trade.weight.ids())
    if (link_rule(w, alone.regimes(), e).closed_share > 1e-9 || is_priced_or_licensed(w, alone.regimes(), e) ||
        alone.regimes().capacity[w.trade.supplier(e)] < 1)
      links.add(e);
  std::map<std::string_view, std::vector<std::string>> whom;  // by words
  for (const RuleDifference& rule : rule_differences(alone.regimes(), nothing, *w.data)) {
    const auto at = std::ranges::find(words, rule.rule, &std::pair<std::string_view, std::string_view>::first);
    if (at == std::end(words)) continue;
    std::vector<std::string>& list = whom[at->second];
    if (!rule.whom.empty() && std::ranges::find(list, rule.whom) == list.end())
      list.push_back(rule.whom);
    else if (rule.whom.empty())
      list.clear();
  }
  for (const auto& [what, list] : whom) {
    const std::size_t shown = std::min(whom_shown, list.size());
    out.others.push_back(
        list.empty() ? std::string(what)
                     : fmt::format("{} {}{}", what,
                                   fmt::join(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
                                   list.size() > shown ? fmt::format(" and {} more", list.size() - shown) : ""));
  }
  for (const RuleDifference& p : parameter_differences(base, alone.parameters(), table))
    out.others.push_back(fmt::format("parameter {}: {} to {}", p.whom, p.a, p.b));
}

/// Which of the links that the event would close alone it closes no further beside the other events in force, and what
/// closes them.
void add_what_stands(const Scenario& scenario, const World& world, EventId event, const EventClock& clock,
                     MeasureAlone& rules, const Links& links, std::vector<TouchedLinks>& told) {
  if (told.empty()) return;
  const auto closed = [&] {
    std::vector<std::vector<double>> out(told.size());
    for (std::size_t k = 0; k < told.size(); ++k)
      for (const EdgeId e : links.of(k)) out[k].push_back(link_rule(rules.world(), rules.regimes(), e).closed_share);
    return out;
  };
  rules.only(event, clock);
  const auto alone = closed();
  rules.all_and(event, clock);
  const auto all = closed();
  rules.all_and(event, {});
  const auto others = closed();
  constexpr double no_more = 1e-9;
  for (std::size_t k = 0; k < told.size(); ++k) {
    std::vector<EdgeId> already;
    for (std::size_t l = 0; l < alone[k].size(); ++l) {
      if (alone[k][l] <= no_more || all[k][l] > others[k][l] + no_more) continue;
      if (others[k][l] > 0.5)
        already.push_back(links.of(k)[l]);
      else if (all[k][l] <= no_more)
        ++told[k].left_open;
    }
    told[k].closed_already = already.size();
    for (const EventId e : world.clocks.ids()) {
      if (already.empty() || e == event || told[k].closed_by.size() == most_causes ||
          !world.clocks[e].is_in_force(world.month))
        continue;
      rules.only(e, world.clocks[e]);
      if (std::ranges::any_of(already, [&](EdgeId l) { return link_rule(rules.world(), rules.regimes(), l).closes(); }))
        told[k].closed_by.push_back(scenario.calendar->events()[e.index()]->header.id);
    }
  }
}

/// The columns that an event strikes, and whose.
void add_strike(const Event& event, const World& before, const RandomStream& random, Touch& out) {
  World after = before;
  const auto issuers = event.header.issuers.nations();
  event.strike({before, *before.data, random, before.month, issuers.empty() ? NationId{} : issuers.front(),
                event.header.severity, before.month, before.month + 1},
               after);
  std::map<std::string, std::vector<std::string>> whom;
  for (const SlotDifference& slot : state_differences(before, after)) whom[slot.column].push_back(slot.agent);
  for (const auto& [column, agents] : whom)
    if (column.starts_with("commons."))
      out.others.push_back(column.substr(column.find('.') + 1));
    else
      out.others.push_back(agents.size() <= whom_shown ? fmt::format("{} of {}", column, fmt::join(agents, ", "))
                                                       : fmt::format("{} of {} agents", column, agents.size()));
}

}  // namespace

EventReach::EventReach(const Scenario& scenario, const RandomStream& random, const Parameters& parameters)
    : scenario_(&scenario),
      random_(random),
      parameters_(parameters),
      paid_(scenario.initial->world.trade.edge_count()),
      touches_(scenario.calendar->events().size()),
      known_(touches_.size()) {}

EventReach::EventReach(const EventReach& trunk, const Scenario& branch) : EventReach(trunk) {
  // Events go by their ids: the branch has others, and in other places.
  const auto events = branch.calendar->events();
  scenario_ = &branch;
  touches_.assign(events.size(), {});
  known_.assign(events.size(), false);
  for (std::size_t e = 0; e < events.size(); ++e)
    if (const EventId was = trunk.scenario_->calendar->find(events[e]->header.id); was.exists())
      touches_[e] = trunk.touches_[was.index()], known_[e] = trunk.known_[was.index()];
}

void EventReach::look(const Simulation& run) {
  const World& world = run.world();
  for (const EventId e : world.clocks.ids())
    if (!known_[e.index()] && world.clocks[e].is_in_force(world.month)) tell(world, e, world.clocks[e]);
  Column<EdgeId, double>& month = months_[static_cast<std::size_t>(world.month.index) % months_before];
  for (const EdgeId e : paid_.ids()) {
    if (month.size() > 0) paid_[e] -= month[e];
    paid_[e] += world.trade.payment[e];
  }
  month = world.trade.payment;
  if (!run.done()) return;
  for (const EventId e : world.clocks.ids())
    if (!known_[e.index()]) {  // what never began, as if it did now
      tell(world, e, {world.month, world.month, world.month, EventClock::never, EventClock::never, world.month, 1});
      touches_[e.index()].came_about = false;
    }
}

void EventReach::tell(const World& world, EventId e, EventClock clock) {
  const Event& event = *scenario_->calendar->events()[e.index()];
  known_[e.index()] = true;
  Touch& touch = touches_[e.index()];
  touch.month = world.month;
  if (event.header.severity <= 0 || find_event_type(event.header.type)->kind == EventKind::fact) return;
  clock.start = clock.start - event.header.ramp.months;  // as it stands in full
  MeasureAlone alone(*scenario_, world, random_, &parameters_);
  alone.none();
  const Regimes nothing = alone.regimes();
  alone.only(e, clock);
  Links links(world, paid_);
  add_rules(alone, nothing, scenario_->initial->table, parameters_, links, touch);
  add_strike(event, world, random_, touch);
  touch.links = links.told();
  add_what_stands(*scenario_, world, e, clock, alone, links, touch.links);
}

std::string Touch::text() const {
  std::vector<std::string> parts;
  const auto side = [](std::size_t count, const std::string& name, const char* what) {
    return count == 1 ? name : fmt::format("{} {} in {}", count, what, name);
  };
  for (const TouchedLinks& l : links) {
    std::string part = fmt::format("{}: {} to {}", good_names[static_cast<std::size_t>(l.good)],
                                   side(l.sellers, l.seller, "sellers"), side(l.buyers, l.buyer, "buyers"));
    if (l.links > 1) part += fmt::format(", {} links", l.links);
    if (l.paid >= 0.5)
      part += l.paid >= 1000 ? fmt::format(", {:.1f} bn $ in the year before", l.paid / 1000)
                             : fmt::format(", {:.0f} M$ in the year before", l.paid);
    if (l.closed_already > 0) {
      part += l.closed_already == l.links ? ", closed already"
                                          : fmt::format(", {} of them closed already", l.closed_already);
      if (!l.closed_by.empty()) part += fmt::format(" by {}", fmt::join(l.closed_by, " and "));
    }
    if (l.left_open > 0)
      part += l.left_open == l.links
                  ? ", left open all the same by other measures"
                  : fmt::format(", {} of them left open all the same by other measures", l.left_open);
    parts.push_back(std::move(part));
  }
  parts.insert(parts.end(), others.begin(), others.end());
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::vector<Touch> touches(const Scenario& scenario, std::span<const Phase> phases, std::uint64_t seed,
                           std::uint64_t replicate, const Parameters* parameters) {
  const RandomStream random(seed, replicate);
  SingleRun single(scenario, phases, seed, replicate, parameters);
  EventReach reach(scenario, random, parameters ? *parameters : scenario.initial->parameters);
  single.simulation().run([&](const Simulation& run) { reach.look(run); });
  return reach.touches();
}

}  // namespace chokepoint
