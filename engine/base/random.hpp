// Random numbers by name: every draw is a pure function of (seed, replicate, purpose, agent's name, month, draw
// number).
//
// The scenario is not in the key, so two policies run with one seed share all random numbers except what the policy
// itself moves (common random numbers). Neither thread nor index is in the key, so adding an agent shifts no one else's
// draws. Generator: Philox4x64-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11) from Random123.
#pragma once

#include <cstdint>

#include "engine/base/month.hpp"

namespace chokepoint {

/// What a draw is for. Values are part of the promise "same seed, same result": never renumber, only append.
enum class Purpose : std::uint64_t {
  release_noise = 1,     ///< error of a released model's capability
  release_openness = 2,  ///< whether a released variant has open weights
  variant_spread = 3,    ///< capability of smaller variants
  release_gap = 4,       ///< months to the next release
  paradigm = 5,          ///< arrival of a paradigm at a lab
  paradigm_size = 6,     ///< its size
  lottery = 7,           ///< which lab a breakthrough falls to, keyed by the lab's name and the event's id
  trade_link = 8,  ///< whether a company and a nation begin to trade in a good, keyed by both names, drawn by the good
  hub_detection = 9,            ///< whether diverted parts are found at a hub
  leaderboard_entry = 11,       ///< whether a leaderboard lists a foreign model
  withheld = 10,                ///< by how much weights that are opened stay behind the laboratory's best
  government_initiative = 20,   ///< whether a government takes a measure, keyed by its nation's name
  government_retaliation = 21,  ///< whether it answers
  government_choice = 22,       ///< which instrument it takes
  government_subsidy = 23,      ///< whether it takes up a subsidy
  government_truce = 24,        ///< whether two come to a truce
  government_relief = 25,       ///< whether a truce brings relief
  event_trigger = 100,          ///< triggers of events, keyed by the event's id
  parameter_draw = 200,         ///< a replicate's parameter values, keyed by the parameter's name
  foundry_plan = 40,            ///< how much of its plan a state-led foundry builds, keyed by its name
  firm_size = 300,           ///< size of a member of a sector, keyed by the sector's name, drawn by the member's number
  firm_suppliers = 301,      ///< rounding of the number of its suppliers, the same
  firm_designer = 302,       ///< whether it knows a designer, keyed by the member's name, drawn by the designer's
  firm_hosts = 303,          ///< from whom it may rent, keyed by its name
  spot_price = 900,          ///< neutral step (bench/): whose price the spot price is
  first_productivity = 901,  ///< neutral step: productivity in the first month, keyed by the agent's name
};

/// The random stream of one replicate. A value: copy it freely, share it between threads.
class RandomStream {
 public:
  constexpr RandomStream(std::uint64_t seed, std::uint64_t replicate) : seed_(seed), replicate_(replicate) {}

  /// Uniform on the open interval (0, 1), 53 bits.
  [[nodiscard]] double uniform(Purpose purpose, std::uint64_t name, Month month, std::uint64_t draw = 0) const;

  /// Standard normal by inversion: exactly one uniform a draw.
  [[nodiscard]] double normal(Purpose purpose, std::uint64_t name, Month month, std::uint64_t draw = 0) const;

  /// The random stream of the replicate so many after this one: for replicates that stand side by side in one world.
  [[nodiscard]] constexpr RandomStream of_replicate(std::uint64_t after) const { return {seed_, replicate_ + after}; }

 private:
  std::uint64_t seed_, replicate_;
};

/// Inverse of the standard normal distribution function for 0 < p < 1; relative error below 1e-15
/// (Wichura 1988, algorithm AS 241, PPND16).
[[nodiscard]] double normal_quantile(double p);

}  // namespace chokepoint
