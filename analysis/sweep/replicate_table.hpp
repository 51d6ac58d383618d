// The results of a batch study by point: what analyses work on.
#pragma once

#include <string>
#include <vector>

#include "analysis/sweep/plan.hpp"
#include "engine/batch/run_index.hpp"

namespace chokepoint {

/// An output under an alternative, or the difference it makes there to the reference, paired by replicate.
struct Quantity {
  std::string name, unit;
  std::size_t output = 0, alternative = 0;
  bool difference = false;
};

/// Means over replicates. A point of which some replicate failed or is missing has no value (NaN): a mean over those
/// that are left would be of other random numbers.
struct SweepTable {
  std::vector<Quantity> quantities;
  std::vector<std::vector<double>> values;  ///< by quantity, then point
  std::vector<double>
      random;  ///< by quantity: variance by random variation that is left in the means; not told (NaN) of one replicate
  std::vector<double> counts_from;  ///< by output: smallest difference that counts, from the reference's levels
  std::vector<std::vector<std::vector<double>>>
      happens;                             ///< by case, alternative and point: share of replicates; NaN as above
  std::vector<std::vector<double>> worth;  ///< by objective, then number of the run: its output; NaN if it has none
  std::vector<double> fails;               ///< by point: share of its runs that failed; NaN if none is recorded
  std::size_t ok = 0, failed = 0, missing = 0;
};

/// Reads the records of all runs once, in order, in memory for a point at a time and the table.
[[nodiscard]] SweepTable tabulate(const Plan& plan, const RunIndex& run_index);

}  // namespace chokepoint
