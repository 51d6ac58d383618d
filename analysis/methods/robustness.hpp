// Choices under deep uncertainty: what each alternative is worth over many states of the world.
#pragma once

#include <cstddef>
#include <vector>

namespace chokepoint {

/// What an alternative is worth over all states, and what one regrets who takes it: how far it stays behind the best in
/// the same state (Savage 1951).
struct Robustness {
  double mean = 0, worst = 0;  ///< worst: in any state (Wald 1950)
  double tail = 0;             ///< mean of the worst tenth of states (conditional value at risk)
  double mean_regret = 0, greatest_regret = 0, high_regret = 0;  ///< high: 90 % quantile
  double best_in = 0;  ///< share of states in which none is better by what counts
};

/// `worth[alternative][state]`, more being better; all alternatives in the same states. `least`: the smallest
/// difference that counts. Of fewer than ten states neither the worst tenth nor the 90 % quantile is told (NaN).
[[nodiscard]] std::vector<Robustness> robustness_of(const std::vector<std::vector<double>>& worth, double least = 0);

/// Alternatives than which one is nowhere worse and somewhere better (statewise dominance), by number.
[[nodiscard]] std::vector<std::size_t> dominated_by(const std::vector<std::vector<double>>& worth,
                                                    std::size_t alternative);

}  // namespace chokepoint
