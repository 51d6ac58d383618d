// Comparing two policies run by run.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/study/statistics.hpp"

namespace chokepoint {

/// How sure the sign of a difference is: `certain` from 19 runs in 20 on one side, `likely` from 4 in 5; `same`: no run differs. Fewer
/// than 20 runs, or 5, can't show that much, however well they agree.
enum class Certainty { same, certain, likely, undetermined };
inline constexpr const char* certainty_names[] = {"same", "certain", "likely", "undetermined"};
[[nodiscard]] Certainty certainty_of(const Summary& difference, std::size_t runs);

/// Standard error of a mean over values that are not independent within clusters (they share a parameter set): that of the clusters'
/// means; for clusters of unlike sizes by the sums of their deviations, which is the same where sizes are equal (Cameron and Miller
/// 2015, eq. 11 with G/(G-1)). Fewer than two clusters: as if all were independent.
[[nodiscard]] double clustered_error(std::span<const double> values, const Clusters& clusters);

/// A difference between two policies whose k-th runs share luck and parameters.
struct PairedDifference {
  Summary change;              ///< of other - base, run by run; `standard_error` is the paired one, clustered
  double unpaired_error = 0;   ///< of the same mean, had each policy been run with luck and parameters of its own
  Certainty certainty = Certainty::same;
  /// Factor by which pairing saves runs at equal precision: ratio of the variances of the mean; 0 if no run differs.
  [[nodiscard]] double saved() const { return change.standard_error > 0 ? unpaired_error * unpaired_error / (change.standard_error * change.standard_error) : 0; }
};
[[nodiscard]] PairedDifference compare_paired(std::span<const double> base, std::span<const double> other, const Clusters& clusters);

}  // namespace chokepoint
