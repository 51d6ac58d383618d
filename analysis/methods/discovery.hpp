// Scenario discovery: in which part of the factors' space something happens, as boxes and as trees.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace chokepoint {

/// What is searched: one row for each point.
struct DiscoveryData {
  std::vector<std::vector<double>> points;  ///< factors by point
  std::vector<bool> categorical;            ///< by factor: values are choices without order
  std::vector<double> happens;              ///< by point: share of runs in which it happens, 0..1
};

/// One side of a box: lowest and highest value that lie inside, or the choices that do.
struct Restriction {
  std::size_t factor = 0;
  double low, high;             ///< infinite where the box is open
  std::vector<double> choices;  ///< of a categorical factor
  double p = 0;                 ///< chance of so great a share if the restriction meant nothing (one-sided binomial)
};

/// Why no box or tree is to be told of this data: too few points, or too few in which it happens or does not; else
/// empty.
[[nodiscard]] std::string too_few_to_discover(const DiscoveryData& data);

/// A box on the way of the peeling: how its coverage is traded for density.
struct BoxStep {
  double coverage = 1, density = 0, mass = 1;
  std::size_t restricted = 0;  ///< factors
};

/// Points in a box: share of all that happens that lies in it (coverage), share of it that happens (density), share of
/// points (mass).
struct DiscoveredBox {
  std::vector<Restriction> restrictions;
  double coverage = 1, density = 0, mass = 1;
  std::vector<BoxStep> path = {};  ///< of the peeling, from the whole space on
  [[nodiscard]] bool holds(std::span<const double> point) const;
};

/// The patient rule induction method (Friedman and Fisher 1999): peels 5 % of the points at a time from the side where
/// least happens for each point given up, down to `least_mass`, and takes the box on the way with the greatest harmonic
/// mean of coverage and density. Restrictions that might as well be chance (p > 0.05) are taken back, as in Bryant and
/// Lempert (2010).
[[nodiscard]] DiscoveredBox discover_box(const DiscoveryData& data, double least_mass = 0.05);

/// A leaf of a regression tree.
struct DiscoveredLeaf {
  std::vector<Restriction> restrictions;  ///< without p
  double share = 0, mass = 0;             ///< of its points in which it happens; of all points
};

/// Classification and regression tree (Breiman et al. 1984): splits that most reduce the squared error, to a depth,
/// with no leaf smaller than `least_mass`. Leaves from the one where it happens most.
[[nodiscard]] std::vector<DiscoveredLeaf> discover_tree(const DiscoveryData& data, int depth = 3,
                                                        double least_mass = 0.05);

}  // namespace chokepoint
