// What a buyer gets for its budget: one more way to computing, or more of one, never lowers it.
#include <algorithm>
#include <cmath>

#include "agents/firm/invest.hpp"
#include "engine/markets/cloud_access.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/property.hpp"

namespace procurement_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr Month january = Month::of(2017, 1);

/// One designer abroad, one at home, parts past controls and contracts: what a Chinese firm under a chip rule may find.
struct Offers {
  double foreign_cost = 1, home_cost = 2;    ///< of a unit of value
  double foreign_share = 0, home_share = 0;  ///< of the budget that each can take; 0: not on sale
  double smuggled_share = 0, rented_share = 0;
};

/// A buyer with 100 M$ at a reference price of 40 k$.
class Buyer {
 public:
  Buyer() : b_("  - {id: x, type: chip_export_ban, issuer: US, targets: [CN], start: 2017-01, tpp_max: 100}\n") {
    b_.enforce(january);
    b_.world.commons.price = 40;
    b_.world.firms.cash_flow[firm_] = 0;
    b_.world.designers.fill[nvidia_] = b_.world.designers.fill[huawei_] = 1;
    b_.p.chips_fill_floor = 0;
    for (const DesignerId d : b_.world.designers.nation.ids()) b_.world.designers.terms(d, china_) = {.allowed = false};
  }

  /// Computing by its worth in parts of full value, in units of what 1 M$ buys at the reference price. Money that no
  /// way can take now buys nothing.
  double gets(const Offers& o) {
    b_.p.evasion_weight = 1;
    sell(nvidia_, o.foreign_cost, o.foreign_share), sell(huawei_, o.home_cost, o.home_share);
    b_.world.commons.smuggling_fill = o.smuggled_share;
    b_.world.nations.rent_open[china_] = 1, b_.p.rental_reach = o.rented_share;
    b_.world.firms.carry[firm_] = 100;
    b_.call(agents::firm::invest_and_order, january, firm_);
    const Firms& f = b_.world.firms;
    return bought(nvidia_, o.foreign_cost, o.foreign_share) + bought(huawei_, o.home_cost, o.home_share) +
           f.smuggle_order[firm_] * 0.04 * (1 - b_.p.evasion_training_loss) +
           f.rent_order[firm_] * 0.04 * contract_worth(b_.p);
  }

 private:
  void sell(DesignerId d, double cost, double share) {
    b_.world.designers.terms(d, china_) = {.allowed = share > 0,
                                           .scale = share,
                                           .frontier_value = 0,  // however much is legal, smuggling goes on
                                           .price = 0.04 * cost,
                                           .cost = cost,
                                           .attraction = std::pow(cost, 1 - b_.p.chips_substitution)};
    b_.world.trade.weight[link(d)] = 1;
  }
  double bought(DesignerId d, double cost, double share) {
    return share > 0 ? std::min(b_.world.trade.payment[link(d)], 100 * share) / cost : 0.0;
  }
  EdgeId link(DesignerId d) { return b_.link(b_.data.vertex(d), b_.data.vertex(firm_), Good::accelerator); }

  Bench b_;
  FirmId firm_ = b_.firm("Baidu");
  NationId china_ = b_.nation("CN");
  DesignerId nvidia_ = b_.designer("NVIDIA"), huawei_ = b_.designer("Huawei");
};

/// A share of the budget, often nothing or all.
double share(int drawn) { return std::clamp(drawn / 10.0, 0.0, 1.0); }

}  // namespace

TEST_CASE("one more way to computing, or more of one, never lowers what a buyer gets", "[property]") {
  Buyer buyer;
  check_property("more of any way is no less computing", [&] {
    const auto cost = [] { return std::exp(*rc::gen::inRange(-5, 20) / 10.0); };  // 0.6 to 6.7
    const auto some = [] { return share(*rc::gen::inRange(-2, 13)); };
    Offers fewer{cost(), cost(), some(), some(), some(), some()}, more = fewer;
    double& added = *std::array{&more.foreign_share, &more.home_share, &more.smuggled_share,
                                &more.rented_share}[*rc::gen::inRange<std::size_t>(0, 4)];
    added = std::max(added, some());
    RC_ASSERT(buyer.gets(more) >= buyer.gets(fewer) * (1 - 1e-9) - 1e-9);
  });
  // So does a lower price.
  Offers dear{1, 4, 0.3, 0.4, 0.2, 0.2}, cheap = dear;
  cheap.home_cost = 2.2;
  CHECK(buyer.gets(cheap) > buyer.gets(dear));
}

}  // namespace procurement_test
