// Advanced packaging as a stage of its own, with numbers that one can follow by pencil.
#include "agents/chipmaker/build.hpp"
#include "agents/chipmaker/design.hpp"
#include "agents/chipmaker/produce.hpp"
#include "engine/markets/chip_production.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace packaging_test {

using namespace chokepoint;
using namespace chokepoint::agents;
using namespace chokepoint::test;

namespace {

constexpr Month january_2017 = Month::of(2017, 1);

/// NVIDIA and AMD order wafers of TSMC, for a million and half a million parts.
struct Ordering : Bench {
  FoundryId tsmc = foundry("TSMC"), smic = foundry("SMIC");
  DesignerId nvidia = designer("NVIDIA"), amd = designer("AMD");
  Foundries& f = world.foundries;
  EdgeId wafers = link(data.vertex(tsmc), data.vertex(nvidia), Good::wafer);

  explicit Ordering(const std::string& events = "") : Bench(events) {
    p.packaging_area = 20000;
    for (const DesignerId d : world.designers.nation.ids()) world.designers.orders[d] = 0;
    world.designers.orders[nvidia] = 1e6, world.designers.orders[amd] = 5e5;
    world.designers.die_performance[nvidia] = 1, world.designers.die_area[nvidia] = 800;  // 25 parts a wafer
    world.designers.die_performance[amd] = 0.5, world.designers.die_area[amd] = 1000;     // 10
    for (const EdgeId e : world.trade.sales(data.vertex(tsmc), Good::wafer)) world.trade.order[e] = 0;
    world.trade.order[wafers] = world.trade.order[link(data.vertex(tsmc), data.vertex(amd), Good::wafer)] = 1;
  }
};

}  // namespace

TEST_CASE("wafers of packaging follow from the area of dies; who is short serves all alike", "[worked]") {
  Ordering b;
  b.f.packaging[b.tsmc] = 24750;
  b.call(chipmaker::ration_wafers, january_2017, b.tsmc);
  // With a margin of a tenth 1.1 M/25 + .55 M/10 = 99 000 wafers, four times what there is.
  CHECK(b.f.packaging_met[b.tsmc] == Approx(0.25));
  CHECK(b.f.packaging_level[b.tsmc] == Approx(0.2 * 99000));
  b.world.designers.per_wafer[b.nvidia] = 1, b.world.designers.hbm_held[b.nvidia] = 100;
  b.world.trade.shipped[b.wafers] = 1e6;
  CHECK(production_limits(b.world, b.p, b.regimes, b.nvidia).packaging == Approx(0.25 * 1.1e6));
  b.call(chipmaker::produce, january_2017, b.nvidia);
  CHECK(b.world.designers.produced[b.nvidia] == Approx(275000.0));
  CHECK(b.world.designers.die_bank[b.nvidia] == Approx(b.p.design_die_salvage * 725000));  // dies wait
}

TEST_CASE("a foundry without lines of its own binds nobody: others package for its customers", "[worked]") {
  Ordering b;
  CHECK(b.f.packaging[b.smic] == 0);
  b.call(chipmaker::ration_wafers, january_2017, b.smic);
  CHECK(b.f.packaging_met[b.smic] == 1);
}

TEST_CASE("lines of packaging follow orders, no faster than they can", "[worked]") {
  Ordering b;
  b.p.packaging_order_multiple = 1.3, b.p.packaging_build_months = 8, b.p.packaging_expansion_cap = 0.1;
  b.p.fab_depreciation = 0, b.p.fab_gap_months = 3;
  b.f.packaging[b.tsmc] = 10000, b.f.packaging_building[b.tsmc] = 800, b.f.packaging_level[b.tsmc] = 9000;
  b.call(chipmaker::build_capacity, january_2017, b.tsmc);
  CHECK(b.f.packaging[b.tsmc] == Approx(10100.0));                               // an eighth of 800
  CHECK(b.f.packaging_building[b.tsmc] == Approx(700 + (11700 - 10800) / 3.0));  // towards 1.3 x 9000
  b.f.packaging[b.tsmc] = 10000, b.f.packaging_building[b.tsmc] = 0, b.f.packaging_level[b.tsmc] = 90000;
  b.call(chipmaker::build_capacity, january_2017, b.tsmc);
  CHECK(b.f.packaging_building[b.tsmc] == Approx(1000.0));  // a tenth of what there is
}

TEST_CASE("an outage of a foundry's packaging leaves its wafers", "[worked]") {
  Ordering b(
      "  - {id: out, type: supply_shock, supplier: TSMC, packaging: true, severity: 0.9, start: 2017-01, duration: 3, "
      "source: test}\n");
  b.enforce(january_2017);
  b.p.packaging_area = 20000;
  b.f.packaging[b.tsmc] = 99000;
  b.f.capacity[b.tsmc] = 100;
  b.call(chipmaker::ration_wafers, january_2017, b.tsmc);
  CHECK(b.f.packaging_met[b.tsmc] == Approx(0.1));
  CHECK(b.f.filled[b.tsmc] == 1);
}

}  // namespace packaging_test
