// How much of a difference is due to each of its parts: Shapley values (Shapley 1953) of a game whose players are the
// parts.
//
// Every run is a game of its own: the same random numbers and parameters for each coalition. The values of a run sum to
// its whole difference, so do their means, and the spread over runs gives their standard errors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace chokepoint {

/// Parts that are in, bit by bit.
using Coalition = std::uint64_t;

/// Which coalitions each run needs. Exact up to `exact_parts` parts: all of them, in every run. Above: runs 2i and 2i +
/// 1 take a random order of the parts and its reverse (antithetic permutations, Mitchell et al. 2022) and need the
/// coalitions that grow along it: unbiased, and still whole in sum.
class ShapleyDesign {
 public:
  static constexpr std::size_t most_parts = 63;
  ShapleyDesign(std::size_t parts, std::size_t runs, std::uint64_t seed, std::size_t exact_parts = 6);

  [[nodiscard]] std::size_t parts() const { return parts_; }
  [[nodiscard]] std::size_t runs() const { return runs_; }
  [[nodiscard]] bool exact() const { return orders_.empty(); }
  /// Coalitions of a run, from none to all.
  [[nodiscard]] std::vector<Coalition> coalitions(std::size_t run) const;
  /// What each part adds in a run, whose outcomes stand in the order of its coalitions.
  [[nodiscard]] std::vector<double> contributions(std::size_t run, const std::vector<double>& outcomes) const;

 private:
  std::size_t parts_, runs_;
  std::vector<std::vector<std::size_t>> orders_;  ///< by run; none if exact
};

struct Attribution {
  struct Part {
    double value = 0, standard_error = 0;
  };
  std::vector<Part> parts;
  double total = 0, total_error = 0;  ///< of the whole difference, all parts less none
};

/// Means over runs; `outcomes` by run, in the order of its coalitions. `group`: runs that share a parameter set, see
/// clustered_error.
[[nodiscard]] Attribution attribute(const ShapleyDesign& design, const std::vector<std::vector<double>>& outcomes,
                                    std::size_t group);

}  // namespace chokepoint
