// Taking what the market for AI services reads from the replicates, and comparing what it writes.
#pragma once

#include "app/bench/lanes/services.hpp"

namespace chokepoint::app::lanes {

template <class T>
Services<T>::Services(Moments& from) {
  Taker<T> taker(from);
  take_given(from[0]);
  take_state(taker);
  take_rules(taker);
}

template <class T>
void Services<T>::take_given(const Moment& m) {
  const World& w = m.world;
  const WorldData& data = *w.data;
  nations_ = data.nations.count(), firms_ = data.firms.count();
  links_ = w.trade.links(Good::ai_service);
  const std::size_t first = (*links_.begin()).index();
  for (const EdgeId e : links_) firm_of_.push_back(data.firm_of(w.trade.supplier(e)).index());
  for (const NationId n : w.nations.gdp.ids()) {
    begin_.push_back((*w.trade.purchases(data.vertex(n), Good::ai_service).begin()).index() - first);
    leader_.push_back(w.nations.norm_leader[n]);
    ruled_.push_back(m.regimes.service_odds.row_touched(n) || m.regimes.firm_odds.row_touched(n));
    priced_.push_back(m.regimes.service_tariff.row_touched(n) || m.regimes.price_cut.row_touched(n));
  }
  begin_.push_back(links_.size());
  for (const FirmId i : w.firms.nation.ids()) {
    home_.push_back(w.firms.nation[i].index());
    sells_.push_back(w.firms.variants[i] != 0);
  }
  for (const NationId n : data.model_homes) model_homes_.push_back(n.index());
}

template <class T>
void Services<T>::take_state(Taker<T>& taker) {
  taker.firms(
      {{&best_, &Firms::best}, {&held_, &Firms::held}, {&appeal_, &Firms::appeal}, {&best_open_, &Firms::best_open}});
  taker.cells(open_price_, firms_, [](Moment& m, std::size_t i) { return m.world.firms.open_price[FirmId{i}]; });
  taker.nations({{&gdp_, &Nations::gdp},
                 {&adoption_, &Nations::adoption},
                 {&alignment_, &Nations::alignment},
                 {&sensitivity_, &Nations::price_sensitivity},
                 {&open_best_, &Nations::open_best}});
  for (auto* out : {&spending_, &within_reach_, &served_, &tfp_, &lean_, &led_}) out->resize(nations_);
  taker.template links<Column<EdgeId, double> TradeGraph::*>(
      links_, {{&order_, &TradeGraph::order}, {&shipped_, &TradeGraph::shipped}, {&payment_, &TradeGraph::payment}});
  taker.template links<PartColumn<EdgeId, double> TradeGraph::*>(
      links_, {{&share_, &TradeGraph::share}, {&presence_, &TradeGraph::presence}});
  taker.parameters({{&openness_, &Parameters::services_openness},
                    {&align_, &Parameters::services_alignment},
                    {&by_presence_, &Parameters::services_presence},
                    {&at_home_, &Parameters::services_home},
                    {&by_trust_, &Parameters::services_trust},
                    {&inertia_, &Parameters::services_inertia},
                    {&inertia_floor_, &Parameters::services_inertia_floor},
                    {&price_open_, &Parameters::services_open_price},
                    {&revenue_open_, &Parameters::services_open_revenue},
                    {&floor_, &Parameters::services_capability_floor},
                    {&span_, &Parameters::services_capability_span},
                    {&limit_, &Parameters::services_spending_limit},
                    {&part_, &Parameters::services_spending},
                    {&exposure_, &Parameters::tfp_task_exposure},
                    {&saving_, &Parameters::tfp_cost_saving},
                    {&labour_, &Parameters::tfp_labour_share},
                    {&midpoint_, &Parameters::tfp_capability_midpoint},
                    {&width_, &Parameters::tfp_capability_width}});
  taker.number(frontier_, [](Moment& m) { return m.world.commons.frontier; });
}

/// What is of pairs: trust, and rules on a vendor or a vendor's nation.
template <class T>
void Services<T>::take_rules(Taker<T>& taker) {
  taker.cells(gdp_loss_, nations_, [](Moment& m, std::size_t n) { return m.world.goods.gdp_loss[NationId{n}]; });
  taker.cells(open_closed_, nations_, [](Moment& m, std::size_t n) { return m.regimes.open_use_closed[NationId{n}]; });
  const auto nations = [&](std::vector<T>& out, auto&& f) {
    taker.cells(out, nations_ * nations_,
                [&](Moment& m, std::size_t k) { return f(m, NationId{k / nations_}, NationId{k % nations_}); });
  };
  const auto firms = [&](std::vector<T>& out, auto&& f) {
    taker.cells(out, nations_ * firms_, [&](Moment& m, std::size_t k) {
      return f(std::as_const(m.regimes), NationId{k / firms_}, FirmId{k % firms_});
    });
  };
  nations(trust_, [](const Moment& m, NationId a, NationId b) { return m.world.nations.trust(a, b); });
  nations(foothold_, [](const Moment& m, NationId a, NationId b) { return m.world.nations.foothold(a, b); });
  nations(service_odds_, [](const Moment& m, NationId a, NationId b) { return m.regimes.service_odds(a, b); });
  nations(service_tariff_, [](const Moment& m, NationId a, NationId b) { return m.regimes.service_tariff(a, b); });
  firms(firm_odds_, [](const Regimes& g, NationId n, FirmId i) { return g.firm_odds(n, i); });
  firms(price_cut_, [](const Regimes& g, NationId n, FirmId i) { return g.price_cut(n, i); });
}

template <class T>
std::size_t Services<T>::differing_cells(Moments& from) {
  Taker<T> now(from);
  return now.template differing_links<Column<EdgeId, double> TradeGraph::*>(
             links_,
             {{&order_, &TradeGraph::order}, {&shipped_, &TradeGraph::shipped}, {&payment_, &TradeGraph::payment}}) +
         now.template differing_links<PartColumn<EdgeId, double> TradeGraph::*>(links_,
                                                                                {{&share_, &TradeGraph::share}}) +
         now.differing_nations({{&spending_, &Nations::services_spending},
                                {&within_reach_, &Nations::open_within_reach},
                                {&served_, &Nations::best_served},
                                {&tfp_, &Nations::tfp},
                                {&lean_, &Nations::usage_bloc_balance},
                                {&led_, &Nations::usage_bloc_share}}) +
         now.differing(foothold_, [this](Moment& m, std::size_t k) {
           return m.world.nations.foothold(NationId{k / nations_}, NationId{k % nations_});
         });
}

}  // namespace chokepoint::app::lanes
