// Taking what the market for traded goods reads from the replicates, and comparing what it writes.
#pragma once

#include "app/bench/lanes/goods.hpp"

namespace chokepoint::app::lanes {

template <class T>
Goods<T>::Goods(Moments& from) : data_(from[0].world.data), month_(from[0].month) {
  Taker<T> taker(from);
  for (const Moment& m : from) random_.push_back(m.random);
  take_goods(from);
  take_agents(from[0].world);
  take_state(taker);
  take_parameters(taker);
}

template <class T>
void Goods<T>::take_goods(const Moments& from) {
  const GoodsCatalogue& c = data_->goods;
  for (const TradedId g : traded_goods()) {
    calm_.push_back(from[0].world.goods.calm[g] > 0), moves_.push_back(c.moves[g]);
    usual_.push_back(c.inventory_months[g]), elasticity_.push_back(c.price_elasticity[g]), need_.push_back(c.need[g]);
    kind_.push_back(c.kind[g]);
    for (const Moment& m : from)
      if ((m.world.goods.calm[g] > 0) != calm_.back()) throw std::logic_error("a good is calm in some replicates only");
  }
}

template <class T>
void Goods<T>::take_agents(const World& w) {
  const GoodsCatalogue& c = data_->goods;
  nations_ = data_->nations.count();
  links_ = traded_links(w.trade);
  const std::size_t first = (*links_.begin()).index();
  for (const NationId n : w.nations.gdp.ids()) buyers_.push_back(c.buyers[n].first);
  buyers_.push_back(c.nation.size());
  for (const BuyerId b : c.nation.ids()) {
    bought_.push_back(c.bought[b].index()), nation_.push_back(c.nation[b].index()),
        home_share_.push_back(c.home_share[b]);
    const IdRange<EdgeId> bought = w.trade.purchases(data_->vertex(c.nation[b]), good_of(c.bought[b]));
    purchases_.push_back({(*bought.begin()).index() - first, (*bought.end()).index() - first});
  }
  for (const SellerId s : c.sold.ids()) {
    sold_.push_back(c.sold[s].index()), entered_.push_back(!(c.entry[s] > month_)),
        sales_begin_.push_back(sales_.size());
    for (const EdgeId e : w.links_of(s)) sales_.push_back(e.index() - first);
  }
  sales_begin_.push_back(sales_.size());
  for (const EdgeId e : links_)
    seller_of_.push_back(c.seller_of[e].index()), buyer_of_.push_back(c.buyer_of[e].index()),
        dormant_.push_back(c.dormant[e]);
}

/// Calls f(lanes, column) for the columns of buyers, of sellers, of links and of nations that the rules write or read.
template <class T>
template <class F>
void Goods<T>::each_market_column(F&& f) {
  f(use_, &GoodsMarket::use), f(months_, &GoodsMarket::ordered_months), f(inventory_, &GoodsMarket::inventory);
  f(backlog_, &GoodsMarket::backlog), f(substitute_, &GoodsMarket::substitute), f(received_, &GoodsMarket::received);
  f(used_, &GoodsMarket::used), f(price_, &GoodsMarket::price), f(closed_, &GoodsMarket::closed);
  f(threatened_, &GoodsMarket::threatened), f(planned_, &GoodsMarket::planned), f(scale_, &GoodsMarket::scale);
  f(stretch_, &GoodsMarket::stretch), f(outage_, &GoodsMarket::outage), f(ordered_, &GoodsMarket::ordered);
  f(capacity_, &GoodsMarket::capacity), f(fill_, &GoodsMarket::fill), f(attraction_, &GoodsMarket::attraction);
  f(access_, &GoodsMarket::access), f(tariff_, &GoodsMarket::tariff), f(threat_, &GoodsMarket::threat);
  f(reference_, &GoodsMarket::reference), f(limit_, &GoodsMarket::materials_limit);
  f(packaging_, &GoodsMarket::packaging), f(loss_, &GoodsMarket::gdp_loss), f(cover_, &GoodsMarket::tool_cover);
  f(supply_, &GoodsMarket::tool_supply), f(spares_, &GoodsMarket::tool_spares);
}

template <class T>
void Goods<T>::take_state(Taker<T>& taker) {
  each_market_column([&](std::vector<T>& out, auto column) {
    taker.cells(out, (taker.first().world.goods.*column).cells().size(),
                [=](Moment& m, std::size_t k) { return (m.world.goods.*column).cells()[k]; });
  });
  taker.template links<Column<EdgeId, double> TradeGraph::*>(links_, {{&weight_, &TradeGraph::weight},
                                                                      {&order_, &TradeGraph::order},
                                                                      {&shipped_, &TradeGraph::shipped},
                                                                      {&payment_, &TradeGraph::payment}});
  taker.template links<PartColumn<EdgeId, double> TradeGraph::*>(links_, {{&share_, &TradeGraph::share}});
  taker.nations({{&gdp_, &Nations::gdp}, {&alignment_, &Nations::alignment}});
}

template <class T>
void Goods<T>::take_parameters(Taker<T>& taker) {
  taker.parameters({{&speed_, &Parameters::goods_adjustment},
                    {&refill_, &Parameters::goods_refill_months},
                    {&kept_, &Parameters::goods_backlog_kept},
                    {&rate_, &Parameters::goods_link_rate},
                    {&start_, &Parameters::goods_link_start},
                    {&growth_, &Parameters::goods_link_growth},
                    {&tools_hoarding_, &Parameters::goods_tools_hoarding},
                    {&materials_hoarding_, &Parameters::materials_hoarding},
                    {&spare_, &Parameters::goods_spare_capacity},
                    {&smoothing_, &Parameters::goods_fill_smoothing},
                    {&stretch_limit_, &Parameters::goods_stretch_limit},
                    {&stretch_months_, &Parameters::goods_stretch_months},
                    {&response_, &Parameters::goods_capacity_response},
                    {&capacity_speed_, &Parameters::goods_capacity_speed},
                    {&safety_, &Parameters::goods_safety_months},
                    {&release_, &Parameters::goods_tools_release},
                    {&price_limit_, &Parameters::goods_price_limit},
                    {&substitution_, &Parameters::materials_substitution},
                    {&own_floor_, &Parameters::materials_own_floor},
                    {&covered_, &Parameters::goods_tools_covered},
                    {&logic_, &Parameters::goods_loss_logic},
                    {&mature_, &Parameters::goods_loss_mature},
                    {&memory_, &Parameters::goods_loss_memory}});
}

template <class T>
std::size_t Goods<T>::differing_cells(Moments& from) {
  Taker<T> now(from);
  std::size_t count = 0;
  each_market_column([&](std::vector<T>& x, auto column) {
    count += now.differing(x, [=](Moment& m, std::size_t k) { return (m.world.goods.*column).cells()[k]; });
  });
  return count +
         now.template differing_links<Column<EdgeId, double> TradeGraph::*>(links_,
                                                                            {{&weight_, &TradeGraph::weight},
                                                                             {&order_, &TradeGraph::order},
                                                                             {&shipped_, &TradeGraph::shipped},
                                                                             {&payment_, &TradeGraph::payment}}) +
         now.template differing_links<PartColumn<EdgeId, double> TradeGraph::*>(links_,
                                                                                {{&share_, &TradeGraph::share}});
}

}  // namespace chokepoint::app::lanes
