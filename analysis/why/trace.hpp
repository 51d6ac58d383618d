// A run remembered month by month: the columns that causes are followed along.
#pragma once

#include <vector>

#include "analysis/why/divergence.hpp"
#include "engine/markets/chip_production.hpp"
#include "engine/markets/link_rules.hpp"

namespace chokepoint {

/// One link of wafers, accelerators or rented compute in a month.
struct LinkOfMonth {
  double order = 0, shipped = 0, familiarity = 0;
  LinkRule rule;
};

/// The state at a month's end, and what chip production found in its middle.
struct MonthOfRun {
  Nations nations;
  Firms firms;
  Designers designers;
  Foundries foundries;
  Commons commons;
  Parameters p;
  Column<NationId, double> materials;  ///< share of wafers and memory that materials allow
  Column<NationId, SubsidyFlows> subsidy;
  Column<VertexId, double> outage;              ///< factor of supply shocks on a supplier's capacity
  Column<DesignerId, ProductionLimits> limits;  ///< as chip production read them
};

/// The phase before which the limits of chip production are read.
inline constexpr std::string_view production_phase = "chip production";

/// A value; safe to read from any thread.
class Trace {
 public:
  /// Runs a scenario of a pair up to and including a month.
  Trace(const RunPair& pair, const Scenario& scenario, const Parameters& parameters, Month last);

  [[nodiscard]] const MonthOfRun& operator[](Month month) const {
    return months_[static_cast<std::size_t>(month.index)];
  }
  /// A link that is remembered.
  [[nodiscard]] const LinkOfMonth& link(EdgeId e, Month month) const {
    return links_[static_cast<std::size_t>(month.index)][places_[e]];
  }
  [[nodiscard]] Month last() const { return Month{static_cast<int>(months_.size()) - 1}; }
  /// Names and links; what changes is that of the last month.
  [[nodiscard]] const World& world() const { return world_; }
  /// Value of a series in the last month.
  [[nodiscard]] double measured(std::size_t series) const { return measured_[series]; }

 private:
  void remember(const Simulation& simulation, Column<DesignerId, ProductionLimits> limits);

  Column<EdgeId, std::size_t> places_;
  std::vector<EdgeId> watched_;
  std::vector<MonthOfRun> months_;
  std::vector<std::vector<LinkOfMonth>> links_;
  std::vector<double> measured_;
  World world_;
};

}  // namespace chokepoint
