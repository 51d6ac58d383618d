// The state of some replicates just before one phase of one month: taken from real runs.
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "app/bench/lanes/lane.hpp"
#include "engine/run/simulation.hpp"

namespace chokepoint::app::lanes {

struct Moment {
  World world;
  Parameters p;
  Regimes regimes;
  RandomStream random;
  Month month;
  double year;
  [[nodiscard]] MonthView view() { return {world, p, regimes, random, month, year}; }
};
using Moments = std::vector<Moment>;  ///< one a replicate

/// Runs replicates of a scenario up to a month and stops each before the phase of this name.
[[nodiscard]] Moments moments_before(std::string_view phase, const Scenario& scenario, Month month,
                                     const std::vector<Parameters>& parameters, std::size_t replicates);

/// Fills columns of lanes from the replicates, and compares them.
template <class T>
class Taker {
 public:
  static constexpr std::size_t lanes = sizeof(T) / sizeof(double);
  template <class M>
  using Column = std::pair<std::vector<T>*, M>;

  explicit Taker(Moments& from) : from_(from) {}
  [[nodiscard]] const Moment& first() const { return from_[0]; }

  /// f(moment, index) is the number of one replicate.
  template <class F>
  void cells(std::vector<T>& out, std::size_t count, F&& f) {
    out.resize(count);
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t r = 0; r < lanes; ++r) of(out[i], r) = static_cast<double>(f(from_[r], i));
  }
  template <class F>
  void number(T& out, F&& f) {
    for (std::size_t r = 0; r < lanes; ++r) of(out, r) = static_cast<double>(f(from_[r]));
  }
  void parameters(std::initializer_list<std::pair<T*, double Parameters::*>> all) {
    for (const auto& [out, p] : all) number(*out, [q = p](Moment& m) { return m.p.*q; });
  }
  void firms(std::initializer_list<Column<ByFirm<double> Firms::*>> all) {
    for (const auto& [out, p] : all)
      cells(*out, from_[0].world.data->firms.count(),
            [q = p](Moment& m, std::size_t i) { return (m.world.firms.*q)[FirmId{i}]; });
  }
  void nations(std::initializer_list<Column<ByNation<double> Nations::*>> all) {
    for (const auto& [out, p] : all)
      cells(*out, from_[0].world.data->nations.count(),
            [q = p](Moment& m, std::size_t n) { return (m.world.nations.*q)[NationId{n}]; });
  }
  /// Links of one good, or of several that stand together. M: a column of TradeGraph.
  template <class M>
  void links(IdRange<EdgeId> range, std::initializer_list<Column<M>> all) {
    for (const auto& [out, p] : all)
      cells(*out, range.size(), [q = p, first = (*range.begin()).index()](Moment& m, std::size_t k) {
        return (m.world.trade.*q)[EdgeId{first + k}];
      });
  }

  /// Cells of a column of lanes whose bits are not those of the replicates.
  template <class F>
  std::size_t differing(std::vector<T>& column, F&& f) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < column.size(); ++i)
      for (std::size_t r = 0; r < lanes; ++r)
        count += __builtin_bit_cast(std::uint64_t, of(column[i], r)) !=
                 __builtin_bit_cast(std::uint64_t, static_cast<double>(f(from_[r], i)));
    return count;
  }
  std::size_t differing_firms(std::initializer_list<Column<ByFirm<double> Firms::*>> all) {
    std::size_t count = 0;
    for (const auto& [x, p] : all)
      count += differing(*x, [q = p](Moment& m, std::size_t i) { return (m.world.firms.*q)[FirmId{i}]; });
    return count;
  }
  std::size_t differing_nations(std::initializer_list<Column<ByNation<double> Nations::*>> all) {
    std::size_t count = 0;
    for (const auto& [x, p] : all)
      count += differing(*x, [q = p](Moment& m, std::size_t n) { return (m.world.nations.*q)[NationId{n}]; });
    return count;
  }
  template <class M>
  std::size_t differing_links(IdRange<EdgeId> range, std::initializer_list<Column<M>> all) {
    std::size_t count = 0;
    for (const auto& [x, p] : all)
      count += differing(*x, [q = p, first = (*range.begin()).index()](Moment& m, std::size_t k) {
        return (m.world.trade.*q)[EdgeId{first + k}];
      });
    return count;
  }

 private:
  Moments& from_;
};

}  // namespace chokepoint::app::lanes
