// Synthetic populations: the sectors of AI firms split into many firms, with sizes and suppliers of their own.
//
// A row of firms.csv that sells no models or services, owns no one and is owned by no one is a sector: what it has is
// the sum over firms that are not told apart. Equations and sources: docs/model.md, "Synthetic firms".
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/world/world.hpp"

namespace chokepoint {

/// What a scenario asks for by `world: {synthesize: ...}`.
struct Synthesis {
  std::size_t firms = 0;  ///< AI firms of the world, whole ones and members of sectors; 0: no sector is split
  double degree = 16;  ///< suppliers of accelerators and rented compute that a member has, mean, where that many exist
  std::uint64_t seed = 1;  ///< of sizes and links, which all replicates share
  Place place;             ///< where it is asked for

  static constexpr std::size_t fewest_firms = 100, most_firms = 10'000'000;
  static constexpr double highest_degree = 64;
  [[nodiscard]] bool asked() const { return firms > 0; }
  /// Memory that the world and one run of it take for so many firms, about, in bytes: measured on 10^5 and 4 x 10^5
  /// firms of degrees 4, 16 and 40. About two thirds are the run's.
  [[nodiscard]] static constexpr std::size_t world_bytes(std::size_t firms, double degree = 16) {
    return firms * (900 + static_cast<std::size_t>(52 * degree));
  }
};

/// The law of sizes in a sector of so many members: Pareto from 1 to the number of members, the order of the largest of
/// as many draws.
class SizeLaw {
 public:
  static constexpr double tail = 1.059;         ///< exponent of firm sizes: Axtell, Science 293 (2001)
  static constexpr double degree_growth = 0.5;  ///< elasticity of the number of suppliers in size; judgement

  explicit SizeLaw(std::size_t members);
  /// The size that a share u of firms stays below.
  [[nodiscard]] double quantile(double u) const;
  /// Mean of size^power, power below the tail's exponent or above it.
  [[nodiscard]] double moment(double power) const;
  /// Suppliers of a firm of a size: one at least, the others by size; `degree` in the mean.
  [[nodiscard]] double suppliers(double degree, double size) const;

 private:
  double largest_;
};

/// Splits the sectors of a world that is read row by row, before its graph is built: `firms` and `cloud_offers` of
/// `world`, names and owners of `data`, `links`; adds the links of rented compute. What sums over a sector's members is
/// the sector's, bit for bit. Tells a mistake and does nothing if there are more rows than firms asked for.
void split_sectors(const Synthesis& asked, WorldData& data, World& world, std::vector<Link>& links, Mistakes& mistakes);

/// Whole numbers in proportion to `sizes` with a given sum, each at least one: largest remainders.
[[nodiscard]] std::vector<std::size_t> apportion(std::size_t total, const std::vector<double>& sizes);

/// Parts of a total in proportion to `sizes`, whose sum, in any order, is the total exactly: whole multiples of one
/// quantum.
[[nodiscard]] std::vector<double> exact_parts(double total, std::span<const double> sizes);

}  // namespace chokepoint
