// Comparing two policies run by run.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "analysis/methods/statistics.hpp"

namespace chokepoint {

/// How sure the sign of a difference is: `certain` from 19 runs in 20 on one side, `likely` from 4 in 5; `same`: no run
/// differs; `negligible`: 90 % of the runs and the mean differ by less than what counts. Fewer than 20 runs, or 5,
/// can't show that much, however well they agree.
enum class Certainty { same, negligible, certain, likely, undetermined };
inline constexpr const char* certainty_names[] = {"same", "negligible", "certain", "likely", "undetermined"};
/// Of a difference summarised with the same `least`: the smallest one that counts.
[[nodiscard]] Certainty certainty_of(const Summary& difference, std::size_t runs, double least = 0);
/// Whether there is a difference to tell of.
[[nodiscard]] constexpr bool matters(Certainty c) { return c != Certainty::same && c != Certainty::negligible; }
/// What so few runs can't show, as a sentence without its end; empty from 20 runs on.
[[nodiscard]] std::string limit_of_certainty(std::size_t runs);

/// Standard error of a mean over values that are not independent within clusters (they share a parameter set): that of
/// the clusters' means; for clusters of unlike sizes by the sums of their deviations, which is the same where sizes are
/// equal (Cameron and Miller 2015, eq. 11 with G/(G-1)). Not told (NaN) of fewer than two clusters.
[[nodiscard]] double clustered_error(std::span<const double> values, const Clusters& clusters);

/// A difference between two policies whose k-th runs share random numbers and parameters.
struct PairedDifference {
  Summary change;  ///< of other - base, run by run, less than `least` being a tie; `standard_error` is the paired one,
                   ///< clustered
  double least = 0;  ///< smallest difference that counts
  double unpaired_error =
      0;                   ///< of the same mean, had each policy been run with random numbers and parameters of its own
  std::size_t groups = 0;  ///< that are independent of each other
  Certainty certainty = Certainty::same;
  /// Factor by which pairing saves runs at equal precision: ratio of the variances of the mean; not told (NaN) of fewer
  /// than five groups, or where the difference does not matter.
  [[nodiscard]] double saved() const;
};
[[nodiscard]] PairedDifference compare_paired(std::span<const double> base, std::span<const double> other,
                                              const Clusters& clusters, double least = 0);

}  // namespace chokepoint
