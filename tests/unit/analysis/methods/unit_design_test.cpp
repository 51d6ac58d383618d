// Designs by index: what each promises of its points.
#include "analysis/methods/unit_design.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "tests/support/catch.hpp"

namespace unit_design_test {

using namespace chokepoint;
using Kind = UnitDesignOptions::Kind;

namespace {

UnitDesign design(Kind kind, std::size_t blocks, std::size_t dimensions, std::uint64_t seed = 1) {
  return plain_design(kind, dimensions, blocks, seed);
}

std::vector<double> at(const UnitDesign& d, std::size_t index) {
  std::vector<double> out(d.dimensions());
  d.point(index, out);
  return out;
}

std::size_t strata_met(const UnitDesign& d, std::size_t count, std::size_t coordinate) {
  std::set<std::size_t> met;
  for (std::size_t i = 0; i < count; ++i)
    met.insert(static_cast<std::size_t>(at(d, i)[coordinate] * static_cast<double>(count)));
  return met.size();
}

}  // namespace

TEST_CASE("unit designs: points lie in the open interval, depend on the index alone and stay when more are wanted",
          "[unit]") {
  for (const Kind kind : {Kind::monte_carlo, Kind::sobol, Kind::halton, Kind::saltelli, Kind::morris}) {
    const UnitDesign few = design(kind, 10, 5), many = design(kind, 1000, 5), other = design(kind, 10, 5, 2);
    std::size_t changed = 0;
    for (std::size_t i = few.points(); i-- > 0;) {
      const auto p = at(few, i);
      CHECK(p == at(many, i));
      CHECK(std::ranges::all_of(p, [](double x) { return 0 < x && x < 1; }));
      changed += p != at(other, i);
    }
    CHECK(changed > few.points() / 2);
  }
}

TEST_CASE("unit designs: a Latin hypercube meets each stratum once, whatever the number of points", "[unit]") {
  for (const std::size_t count : {1U, 2U, 3U, 7U, 100U, 257U})
    for (std::size_t k = 0; k < 3; ++k) CHECK(strata_met(design(Kind::latin, count, 3), count, k) == count);
}

TEST_CASE(
    "unit designs: scrambled Sobol' points are a net: each stratum of each coordinate once, each of 16 x 16 boxes once",
    "[unit]") {
  const UnitDesign d = design(Kind::sobol, 256, 12);
  for (std::size_t k = 0; k < 12; ++k) CHECK(strata_met(d, 256, k) == 256);
  std::set<int> boxes;
  for (std::size_t i = 0; i < 256; ++i)
    boxes.insert(static_cast<int>(at(d, i)[0] * 16) * 16 + static_cast<int>(at(d, i)[1] * 16));
  CHECK(boxes.size() == 256);
}

TEST_CASE("unit designs: scrambled Halton points meet each stratum of their base", "[unit]") {
  CHECK(strata_met(design(Kind::halton, 64, 2), 64, 0) == 64);
  CHECK(strata_met(design(Kind::halton, 81, 2), 81, 1) == 81);
}

TEST_CASE("unit designs: quadrature errs as its kind should", "[unit]") {
  const auto error = [](Kind kind, std::size_t count) {
    const UnitDesign d = design(kind, count, 4);
    double mean = 0;
    for (std::size_t i = 0; i < count; ++i) {
      double product = 1;
      for (const double x : at(d, i)) product *= 2 * x;
      mean += product / static_cast<double>(count);
    }
    return std::fabs(mean - 1);
  };
  CHECK(error(Kind::monte_carlo, 4096) < 0.1);
  CHECK(error(Kind::halton, 4096) < 0.01);
  CHECK(error(Kind::sobol, 4096) < 0.002);
}

TEST_CASE("unit designs: a block of Saltelli's design exchanges one input at a time, groups as one", "[unit]") {
  const UnitDesign d(UnitDesignOptions{Kind::saltelli, 8, true, {0, 1, 1}, 1});
  CHECK(d.block() == 6);
  for (std::size_t row = 0; row < 8; ++row) {
    const auto a = at(d, row * 6), b = at(d, row * 6 + 1);
    CHECK(at(d, row * 6 + 2) == std::vector{b[0], a[1], a[2]});
    CHECK(at(d, row * 6 + 3) == std::vector{a[0], b[1], b[2]});
    CHECK(at(d, row * 6 + 4) == std::vector{a[0], b[1], b[2]});
    CHECK(at(d, row * 6 + 5) == std::vector{b[0], a[1], a[2]});
  }
}

TEST_CASE("unit designs: a trajectory after Morris moves each input once by half the interval", "[unit]") {
  const UnitDesign d(UnitDesignOptions{Kind::morris, 50, false, {0, 1, 2, 2}, 1});
  CHECK(d.block() == 4);
  const Rows all = d.all();
  REQUIRE(all.size() == 200);
  std::set<std::size_t> first;
  for (std::size_t row = 0; row < 50; ++row) {
    const auto moves = d.moves(row);
    REQUIRE(moves.size() == 3);
    first.insert(moves[0].input);
    for (std::size_t step = 1; step < 4; ++step) {
      const auto before = at(d, row * 4 + step - 1), after = at(d, row * 4 + step);
      CHECK(all[row * 4 + step] == after);
      const UnitDesign::Move& move = moves[step - 1];
      for (std::size_t k = 0; k < 4; ++k)
        CHECK(std::fabs(after[k] - before[k]) == (std::min<std::size_t>(k, 2) == move.input ? 0.5 : 0.0));
      CHECK(after[move.input] - before[move.input] == move.way);
    }
  }
  CHECK(first.size() == 3);  // any of them may move first
}

}  // namespace unit_design_test
