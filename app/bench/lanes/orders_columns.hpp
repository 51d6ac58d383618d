// Taking what investment and orders for accelerators read from the replicates, and comparing what they write.
#pragma once

#include "app/bench/lanes/orders.hpp"

namespace chokepoint::app::lanes {

template <class T>
Orders<T>::Orders(Moments& from) {
  Taker<T> taker(from);
  take_given(from[0]);
  take_firms(taker);
  take_nations(taker);
  take_offers(taker);
  take_parameters(taker);
}

template <class T>
void Orders<T>::take_given(const Moment& m) {
  const World& w = m.world;
  const WorldData& data = *w.data;
  firms_ = data.firms.count(), nations_ = data.nations.count(), designers_ = data.designers.count();
  links_ = w.trade.links(Good::accelerator);
  const std::size_t first = (*links_.begin()).index();
  announced_ = !m.regimes.chips_announced.empty();
  ramp_ = data.chip_share_ramp->at(m.month), state_procurement_ = data.state_procurement->at(m.month);
  begin_.resize(firms_ + 1, links_.size());
  for (std::size_t i = firms_; i-- > 0;) {  // who buys nothing has an empty stretch
    const IdRange<EdgeId> offers = w.trade.purchases(data.vertex(FirmId{i}), Good::accelerator);
    begin_[i] = offers.empty() ? begin_[i + 1] : (*offers.begin()).index() - first;
  }
  for (const FirmId i : w.firms.nation.ids()) {
    home_.push_back(w.firms.nation[i].index());
    entered_.push_back(!(m.month < w.firms.entry[i])), funded_.push_back(m.month >= w.firms.funding_start[i]);
    state_.push_back(w.firms.state_directed[i]), planned_.push_back(w.firms.capex_path[i] != nullptr);
    plan_.push_back(planned_.back() ? w.firms.capex_path[i]->at(m.month) : 0.0), share_.push_back(w.firms.share[i]);
    subsidised_.push_back(m.regimes.subsidy[w.firms.nation[i]].ai_compute > 0);
  }
  for (const EdgeId e : links_) designer_.push_back(data.designer_of(w.trade.supplier(e)).index());
  for (const DesignerId d : w.designers.nation.ids()) {
    maker_home_.push_back(w.designers.nation[d].index()), captive_.push_back(w.designers.captive_of[d].exists());
    leader_.push_back(w.designers.role[d] == DesignerRole::leader);
  }
}

template <class T>
void Orders<T>::take_firms(Taker<T>& taker) {
  taker.firms({{&cash_flow_, &Firms::cash_flow},
               {&invest_rate_, &Firms::invest_rate},
               {&capex_, &Firms::capex},
               {&carry_, &Firms::carry},
               {&budget_, &Firms::budget},
               {&idle_, &Firms::idle_budget},
               {&revenue_, &Firms::revenue},
               {&rent_revenue_, &Firms::rent_revenue},
               {&fine_due_, &Firms::fine_due},
               {&fine_paid_, &Firms::fine_paid},
               {&wanted_, &Firms::wanted},
               {&smuggle_order_, &Firms::smuggle_order},
               {&rent_order_, &Firms::rent_order},
               {&intensity_, &Firms::intensity},
               {&funding_, &Firms::funding},
               {&floor_, &Firms::capex_floor},
               {&chip_share_, &Firms::chip_share}});
  taker.cells(subsidy_, firms_, [](Moment& m, std::size_t i) {
    const NationId home = m.world.firms.nation[FirmId{i}];
    const double start = m.world.data->cash_flow_start[home];
    return m.regimes.subsidy[home].ai_compute * 12 / 1000 *
           (start > 0 ? m.world.firms.cash_flow_start[FirmId{i}] / start : 0.0);
  });
  taker.cells(restricted_, firms_, [](Moment& m, std::size_t i) { return under_chip_rule(m.view(), FirmId{i}); });
}

template <class T>
void Orders<T>::take_nations(Taker<T>& taker) {
  taker.cells(growth_, nations_, [](Moment& m, std::size_t n) {
    return (m.year < 2027 ? m.world.nations.cash_growth : m.world.nations.cash_growth_2027)[NationId{n}];
  });
  taker.nations({{&boldness_, &Nations::investment_boldness},
                 {&deployable_, &Nations::deployable},
                 {&rent_open_, &Nations::rent_open}});
  taker.cells(rental_closed_, nations_, [](Moment& m, std::size_t n) { return m.regimes.rental_closed[NationId{n}]; });
  taker.cells(rental_kyc_, nations_, [](Moment& m, std::size_t n) { return m.regimes.rental_kyc[NationId{n}]; });
  taker.number(hype_, [](Moment& m) { return m.world.commons.hype; });
  taker.number(price_now_, [](Moment& m) { return m.world.commons.price; });
  taker.number(funding_factor_, [](Moment& m) { return m.world.commons.funding_factor; });
  taker.number(smuggling_fill_, [](Moment& m) { return m.world.commons.smuggling_fill; });
  taker.number(onset_, [](Moment& m) { return m.world.commons.onset; });
}

/// Terms of sale, and what rules leave of each link: pure functions of the rules of the month.
template <class T>
void Orders<T>::take_offers(Taker<T>& taker) {
  taker.template links<Column<EdgeId, double> TradeGraph::*>(
      links_, {{&weight_, &TradeGraph::weight}, {&order_, &TradeGraph::order}, {&payment_, &TradeGraph::payment}});
  taker.cells(fill_, designers_, [](Moment& m, std::size_t d) { return m.world.designers.fill[DesignerId{d}]; });
  const auto link = [&](std::vector<T>& out, auto&& f) {
    taker.cells(out, links_.size(), [&](Moment& m, std::size_t k) {
      const EdgeId e{(*links_.begin()).index() + k};
      const VertexId supplier = m.world.trade.supplier(e);
      const FirmId i = m.world.data->firm_of(m.world.trade.buyer(e));
      return f(m, supplier, m.world.data->designer_of(supplier), i, m.world.firms.nation[i]);
    });
  };
  link(open_, [](const Moment& m, VertexId supplier, DesignerId d, FirmId i, NationId home) {
    const Regimes& g = m.regimes;
    return (1 - g.guidance[home]) * (1 - g.import_ban(home, supplier)) *
           (1 - g.chips_denied(m.world.designers.nation[d], i)) * (1 - denied_by_name(m.world, g, d, i));
  });
  link(threat_, [](Moment& m, VertexId, DesignerId d, FirmId i, NationId home) {
    return m.regimes.chips_announced.empty()
               ? 0.0
               : either(m.world.designers.terms(d, home).threat, threat_by_name(m.view(), d, i));
  });
  taker.cells(by_name_, designers_ * firms_, [this](Moment& m, std::size_t k) {
    return denied_by_name(m.world, m.regimes, DesignerId{k / firms_}, FirmId{k % firms_});
  });
  const auto terms = [&](std::vector<T>& out, auto SalesTerms::*column) {
    taker.cells(out, designers_ * nations_, [=, this](Moment& m, std::size_t k) {
      return m.world.designers.terms(DesignerId{k / nations_}, NationId{k % nations_}).*column;
    });
  };
  terms(allowed_, &SalesTerms::allowed), terms(scale_, &SalesTerms::scale), terms(attraction_, &SalesTerms::attraction);
  terms(cost_, &SalesTerms::cost), terms(price_, &SalesTerms::price),
      terms(frontier_value_, &SalesTerms::frontier_value);
}

template <class T>
void Orders<T>::take_parameters(Taker<T>& taker) {
  taker.parameters({{&invest_floor_, &Parameters::invest_floor},
                    {&invest_peak_, &Parameters::invest_peak},
                    {&invest_adjustment_, &Parameters::invest_adjustment},
                    {&invest_limit_, &Parameters::invest_limit},
                    {&invest_funding_, &Parameters::invest_funding},
                    {&hype_before_, &Parameters::hype_before},
                    {&state_scale_, &Parameters::invest_state_scale},
                    {&reinvestment_, &Parameters::invest_reinvestment},
                    {&share_limit_, &Parameters::invest_chip_share_limit},
                    {&share_part_, &Parameters::invest_chip_share},
                    {&stockpiling_, &Parameters::chips_stockpiling},
                    {&fill_floor_, &Parameters::chips_fill_floor},
                    {&captive_weight_, &Parameters::chips_captive_weight},
                    {&close_, &Parameters::chips_close_substitutes},
                    {&idle_value_, &Parameters::evasion_idle_value},
                    {&idle_urge_, &Parameters::evasion_idle},
                    {&under_rule_, &Parameters::procurement_under_rule},
                    {&evasion_weight_, &Parameters::evasion_weight},
                    {&premium_, &Parameters::evasion_premium},
                    {&training_loss_, &Parameters::evasion_training_loss},
                    {&rental_weight_, &Parameters::rental_weight},
                    {&rental_price_, &Parameters::rental_price},
                    {&rental_reach_, &Parameters::rental_reach},
                    {&kyc_effect_, &Parameters::rental_kyc_effect},
                    {&substitution_, &Parameters::chips_substitution}});
}

template <class T>
std::size_t Orders<T>::differing_cells(Moments& from) {
  Taker<T> now(from);
  return now.differing_firms({{&cash_flow_, &Firms::cash_flow},
                              {&invest_rate_, &Firms::invest_rate},
                              {&capex_, &Firms::capex},
                              {&carry_, &Firms::carry},
                              {&budget_, &Firms::budget},
                              {&idle_, &Firms::idle_budget},
                              {&fine_due_, &Firms::fine_due},
                              {&fine_paid_, &Firms::fine_paid},
                              {&wanted_, &Firms::wanted},
                              {&smuggle_order_, &Firms::smuggle_order},
                              {&rent_order_, &Firms::rent_order}}) +
         now.template differing_links<Column<EdgeId, double> TradeGraph::*>(
             links_, {{&order_, &TradeGraph::order}, {&payment_, &TradeGraph::payment}});
}

}  // namespace chokepoint::app::lanes
