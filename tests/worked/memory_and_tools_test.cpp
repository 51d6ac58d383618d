// World memory and the tools of all fabs, with numbers that one can follow by pencil.
#include "agents/chipmaker/build.hpp"
#include "agents/chipmaker/design.hpp"
#include "agents/chipmaker/memory.hpp"
#include "agents/chipmaker/produce.hpp"
#include "agents/nation/develop.hpp"
#include "engine/markets/chip_production.hpp"
#include "engine/markets/memory_supply.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace memory_and_tools_test {

using namespace chokepoint;
using namespace chokepoint::agents;
using namespace chokepoint::test;

namespace {

constexpr Month january_2017 = Month::of(2017, 1);

}  // namespace

TEST_CASE("stacks that an accelerator takes fall with architecture and node", "[worked]") {
  Bench b;
  const DesignerId huawei = b.designer("Huawei");
  b.world.designers.architecture[huawei] = 0.2;
  // A die of 665 mm2 at node 3.3: 10^0.2 x 2^(0.7 x 0.3) x 665/814. Against the 910C, 10^-0.16 x 2^(0.7 x -0.7), each
  // mm2 does 10^0.36 x 2^0.7 as much: 12 x (2.290868 x 1.624505)^-0.35 = 12 x 0.748170 x 0.843812 = 7.57577.
  b.world.designers.die_performance[huawei] = 1.584893 * 1.156688 * 665 / 814;
  CHECK(stacks_per_h100e(b.world, b.p, huawei) == Approx(7.57577).epsilon(1e-5));
}

TEST_CASE("a designer abroad makes no more than the stacks that it holds and receives", "[worked]") {
  Bench b;
  const DesignerId nvidia = b.designer("NVIDIA");
  Designers& s = b.world.designers;
  s.per_wafer[nvidia] = 1;
  s.hbm_held[nvidia] = 0.1;
  b.world.trade.shipped[b.link(b.data.vertex(b.foundry("TSMC")), b.data.vertex(nvidia), Good::wafer)] = 100000;
  b.world.trade.shipped[b.link(b.data.vertex(b.memory_maker("Micron")), b.data.vertex(nvidia), Good::hbm)] = 0.2;
  b.call(chipmaker::produce, january_2017, nvidia);
  // Architecture -0.35: 6.5 x 10^(-0.35 x (-0.35 + 0.16)) = 6.5 x 10^0.0665 = 7.57558 stacks; 0.3 M make 39 601.
  CHECK(s.produced[nvidia] == Approx(39601.0).epsilon(1e-4));
  CHECK(s.hbm_used[nvidia] == Approx(0.3));
  CHECK(s.hbm_held[nvidia] == Approx(0).margin(1e-12));
}

TEST_CASE("stacks are ordered by contract for the month's parts and half a month of stock", "[worked]") {
  Bench b;
  const DesignerId nvidia = b.designer("NVIDIA");
  b.world.designers.orders[nvidia] = 1e6;
  b.world.designers.hbm_held[nvidia] = 5;
  b.call(chipmaker::design_and_order, january_2017, nvidia);
  const double need = stacks_per_h100e(b.world, b.p, nvidia);
  // 1.1 M parts, and half as many: 1.65 M x need less the 5 M at hand; 62 % of it from SK hynix.
  CHECK(b.world.trade.order[b.link(b.data.vertex(b.memory_maker("SK hynix")), b.data.vertex(nvidia), Good::hbm)] ==
        Approx(0.62 * (1.65 * need - 5)));
}

TEST_CASE("a maker short of stacks serves all contracts alike; others take on a part of the rest", "[worked]") {
  Bench b;
  const DesignerId nvidia = b.designer("NVIDIA");
  MemoryMakers& m = b.world.memory_makers;
  const MemoryMakerId hynix = b.memory_maker("SK hynix"), samsung = b.memory_maker("Samsung Memory");
  const EdgeId from_hynix = b.link(b.data.vertex(hynix), b.data.vertex(nvidia), Good::hbm),
               from_samsung = b.link(b.data.vertex(samsung), b.data.vertex(nvidia), Good::hbm);
  m.hbm_capacity[hynix] = 6, m.hbm_capacity[samsung] = 4, m.hbm_capacity[b.memory_maker("Micron")] = 0;
  b.world.trade.order[from_hynix] = 10, b.world.trade.order[from_samsung] = 2;
  chipmaker::ration_memory(b.view(january_2017), 0, 1);
  // SK hynix lacks 4; a fifth of it, 0.8, fits into the 2 that Samsung has to spare.
  CHECK(b.world.trade.shipped[from_hynix] == Approx(6));
  CHECK(b.world.trade.shipped[from_samsung] == Approx(2.8));
  CHECK(b.world.designers.hbm_unmet[nvidia] == Approx(3.2));
  CHECK(m.order_level[hynix] == Approx(10 * b.p.fab_order_smoothing));
  CHECK(m.order_level[samsung] == Approx(2.8 * b.p.fab_order_smoothing));
}

TEST_CASE("makers of memory build after their orders, as far as tools come", "[worked]") {
  Bench b;
  MemoryMakers& m = b.world.memory_makers;
  const MemoryMakerId hynix = b.memory_maker("SK hynix");
  const auto month = [&] {
    m.hbm_capacity[hynix] = 1, m.building[hynix] = 0.3, m.order_level[hynix] = 1;
    b.call(chipmaker::grow_memory, january_2017, hynix);
  };
  month();
  // A sixth of 0.3 comes on line: (1 + 0.05) x (1 - 0.002). Ordered: (1.4 x 1 - 1 - 0.3)/3 = 0.0333.
  CHECK(m.hbm_capacity[hynix] == Approx(1.0479));
  CHECK(m.building[hynix] == Approx(0.3 - 0.05 + 0.1 / 3));
  b.world.goods.tool_supply[b.nation("KR")] = 0.5;
  b.world.goods.tool_spares[b.nation("KR")] = 0.8;
  month();
  // Half the tools: 0.025. A fifth without spares: 0.002 + 0.02 x 0.2 = 0.006 is lost.
  CHECK(m.hbm_capacity[hynix] == Approx(1.025 * 0.994));
}

TEST_CASE("a stock that a ban keeps from being bought again is spread over months; what arrives is used at once",
          "[worked]") {
  Bench b;
  const NationId china = b.nation("CN");
  b.p.hbm_stock_horizon = 10, b.p.hbm_leak = 0.02;
  const auto allotted = [&] {
    b.world.nations.hbm_stock[china] = 5;
    b.call(nation::develop, Month::of(2021, 1), china);  // path of imports: 0.05
    return b.world.nations.hbm_allotted[china];
  };
  CHECK(allotted() == Approx(5.05));
  CHECK(b.world.nations.hbm_stock[china] == Approx(5.05));
  for (const NationId n : b.data.nation_ids()) {
    b.regimes.hbm_usual_leak[n] = true, b.regimes.hbm_leak[n] = no_limit;
    if (n != china) b.regimes.hbm_denied(n, china).all = 0.5;
  }
  // Half is closed: half the stock at once, a tenth of the other half; 0.025 bought and half of the leak of 0.02.
  CHECK(allotted() == Approx(0.025 + 0.01 + 2.5 + 0.25));
  b.p.hbm_stock_horizon = 1;
  CHECK(allotted() == Approx(0.035 + 5));
}

TEST_CASE("a new maker of memory learns, and grows as far as it gets tools", "[worked]") {
  Bench b;
  MemoryMakers& m = b.world.memory_makers;
  const MemoryMakerId cxmt = b.memory_maker("CXMT");
  const NationId china = b.nation("CN");
  const Month later = Month::of(2026, 1);
  m.hbm_capacity[cxmt] = 1;
  b.call(chipmaker::grow_memory, later, cxmt);
  // 1 + 0.07 - 0.002; four tenths of the stacks were good.
  CHECK(m.hbm_capacity[cxmt] == Approx(1.068));
  CHECK(m.made[cxmt] == Approx(0.4));
  b.p.yield_learning_exponent = 0.5;
  m.made[cxmt] = 6;  // 1 - 0.6 x (1 + 6/2)^-0.5 = 0.7
  CHECK(memory_yield(b.world, b.p, cxmt) == Approx(0.7));

  b.world.nations.tools_share[china] = 0.2;
  for (const ToolmakerId e : b.world.toolmakers.nation.ids())
    if (b.world.toolmakers.nation[e] == b.nation("US")) b.regimes.tools(e, china).denied = 1;
  m.hbm_capacity[cxmt] = 1;
  b.call(chipmaker::grow_memory, later, cxmt);
  // Half is denied; leak and own tools replace 1 - 0.75 x 0.8 = 0.4 of it: 0.07 x 0.7 - 0.002.
  CHECK(m.hbm_capacity[cxmt] == Approx(1.047));
  b.regimes.tools(b.toolmaker("ASML"), china).denied = 1;
  m.hbm_capacity[cxmt] = 1;
  b.call(chipmaker::grow_memory, later, cxmt);
  CHECK(m.hbm_capacity[cxmt] == Approx(1.047));  // its memory needs no lithography that is denied
}

TEST_CASE("accelerators share a state-led foundry with phones by orders and priority", "[worked]") {
  Bench b;
  const FoundryId smic = b.foundry("SMIC");
  const EdgeId to_huawei = b.link(b.data.vertex(smic), b.data.vertex(b.designer("Huawei")), Good::wafer);
  const auto share = [&](double capacity) {
    b.world.foundries.capacity[smic] = capacity;
    b.world.trade.order[to_huawei] = 10000;
    b.call(chipmaker::ration_wafers, Month::of(2025, 6), smic);
    return b.world.foundries.ai_share[smic];
  };
  // Others 35 000 x exp(0.3 x (2025.458333 - 2025.5)) = 34 565.22: 10 000 of 44 565.22.
  CHECK(share(40000) == Approx(0.224390).epsilon(1e-5));
  CHECK(b.world.trade.shipped[to_huawei] == Approx(8975.6).epsilon(1e-4));
  CHECK(share(100000) == Approx(1 - 0.3456522).epsilon(1e-5));  // what others leave free
  b.regimes.capacity[b.data.vertex(smic)] = 0.1;
  CHECK(share(100000) == Approx(0.224390).epsilon(1e-5));
}

TEST_CASE("what a state-led foundry builds of its plan is drawn once a run", "[worked]") {
  Bench b;
  const FoundryId smic = b.foundry("SMIC");
  using Slot = Id<SlotTag>;
  const auto ordered = [&](Month month, std::uint64_t replicate) {
    b.random = RandomStream(1, replicate);
    b.call(chipmaker::build_capacity, month, smic);
    return b.world.foundries.pipeline(smic, Slot{static_cast<std::size_t>(month.index) % 18}) /
           (b.p.fab_state_build * b.world.foundries.build_path[smic]->at(month));
  };
  CHECK(ordered(Month::of(2025, 6), 0) == Approx(1));
  CHECK(ordered(Month::of(2026, 1), 0) == Approx(ordered(Month::of(2028, 7), 0)));
  double sum = 0, squares = 0;
  constexpr int draws = 4000;
  for (std::uint64_t r = 0; r < draws; ++r) {
    const double kept = ordered(Month::of(2026, 1), r);
    sum += kept, squares += kept * kept;
  }
  // Mean 1, standard deviation sqrt(exp(0.3^2) - 1) = 0.3069.
  CHECK(sum / draws == Approx(1).epsilon(0.02));
  CHECK(std::sqrt(squares / draws - 1) == Approx(0.3069).epsilon(0.08));
}

}  // namespace memory_and_tools_test
