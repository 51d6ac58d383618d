// Regret and its kin.
#include "analysis/methods/robustness.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/statistics.hpp"

namespace chokepoint {

std::vector<Robustness> robustness_of(const std::vector<std::vector<double>>& worth, double least) {
  std::vector<Robustness> out(worth.size());
  if (worth.empty() || worth[0].empty()) return out;
  const std::size_t states = worth[0].size();
  const auto n = static_cast<double>(states);
  std::vector<double> best = worth[0];
  for (const auto& row : worth)
    for (std::size_t s = 0; s < states; ++s) best[s] = std::max(best[s], row[s]);
  for (std::size_t a = 0; a < worth.size(); ++a) {
    std::vector<double> sorted = worth[a], regret(states);
    std::ranges::sort(sorted);
    for (std::size_t s = 0; s < states; ++s)
      regret[s] = best[s] - worth[a][s], out[a].best_in += (regret[s] == 0 || regret[s] < least) / n;
    std::ranges::sort(regret);
    const auto tenth = static_cast<std::size_t>(std::ceil(n / 10));
    out[a].mean = std::accumulate(sorted.begin(), sorted.end(), 0.0) / n;
    out[a].worst = sorted.front();
    out[a].tail = std::accumulate(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(tenth), 0.0) /
                  static_cast<double>(tenth);
    out[a].mean_regret = std::accumulate(regret.begin(), regret.end(), 0.0) / n;
    out[a].greatest_regret = regret.back(), out[a].high_regret = quantile(regret, 0.9);
    if (states < fewest::states_for_tails) out[a].tail = out[a].high_regret = not_told;
  }
  return out;
}

std::vector<std::size_t> dominated_by(const std::vector<std::vector<double>>& worth, std::size_t alternative) {
  std::vector<std::size_t> out;
  for (std::size_t other = 0; other < worth.size(); ++other)
    if (other != alternative && worth[alternative] != worth[other] &&
        std::ranges::equal(worth[alternative], worth[other], std::greater_equal<>{}))
      out.push_back(other);
  return out;
}

}  // namespace chokepoint
