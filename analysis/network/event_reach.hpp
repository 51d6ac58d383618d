// What part of the supply chain an event touches: which goods, who sells to whom, how much was paid; and what else it
// moves.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "engine/run/simulation.hpp"

namespace chokepoint {

/// Links of one good that an event closes in part or whole, makes dearer, opens by licence, or whose sellers it takes
/// capacity from.
struct TouchedLinks {
  Good good = Good::tool;
  std::size_t links = 0, sellers = 0, buyers = 0;
  std::string seller, buyer;       ///< their nation, or `several nations`; the agent itself where it is one alone
  double paid = 0;                 ///< M$ over these links in the twelve months before; 0 for goods without payments
  std::size_t closed_already = 0;  ///< links that the other events in force close, and the event no further
  std::vector<std::string> closed_by = {};  ///< those of them that close some such link alone
  std::size_t left_open = 0;                ///< links that it would close alone, and that stay open beside the others
};

/// What an event touches, as of the month in which it first began in a run.
struct Touch {
  Month month;
  bool came_about = true;           ///< else: what it would touch in the run's last month
  std::vector<TouchedLinks> links;  ///< in the order of goods
  std::vector<std::string> others;  ///< `EUV lithography for China`, `parameter controls.enforcement: 0.5 to 0.7`
  /// `accelerator: 5 sellers in United States to 14 buyers in China, 70 links, 17 bn $ in the year before; ...`, or ""
  /// for nothing.
  [[nodiscard]] std::string text() const;
};

/// Reads off one run what events touch, month by month. A copy goes on by itself.
class EventReach {
 public:
  /// `parameters`: of the run, before any event. The scenario must outlive this.
  EventReach(const Scenario& scenario, const RandomStream& random, const Parameters& parameters);
  /// What was read so far of a run that goes on under another scenario.
  EventReach(const EventReach& trunk, const Scenario& branch);

  /// A month has ended.
  void look(const Simulation& run);
  /// What the events touch, by EventId; those that never began, what they would touch in the last month looked at. For
  /// a run that has ended.
  [[nodiscard]] const std::vector<Touch>& touches() const { return touches_; }

 private:
  static constexpr std::size_t months_before = 12;
  void tell(const World& world, EventId event, EventClock clock);

  const Scenario* scenario_;
  RandomStream random_;
  Parameters parameters_;
  Column<EdgeId, double> paid_;                               ///< in the last twelve months
  std::array<Column<EdgeId, double>, months_before> months_;  ///< a ring
  std::vector<Touch> touches_;
  std::vector<bool> known_;
};

/// What the events of a scenario touch, by EventId, read off one run of it; `parameters` as for a Simulation.
[[nodiscard]] std::vector<Touch> touches(const Scenario& scenario, std::span<const Phase> phases,
                                         std::uint64_t seed = 1, std::uint64_t replicate = 0,
                                         const Parameters* parameters = nullptr);

}  // namespace chokepoint
