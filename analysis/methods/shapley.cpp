// Coalitions and their worth.
#include "analysis/methods/shapley.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <numeric>

#include "analysis/methods/paired_difference.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"

namespace chokepoint {

ShapleyDesign::ShapleyDesign(std::size_t parts, std::size_t runs, std::uint64_t seed, std::size_t exact_parts)
    : parts_(parts), runs_(runs) {
  assert(parts <= most_parts && "coalitions are bits");
  if (parts <= exact_parts) return;
  for (std::size_t r = 0; r < runs; ++r) {
    std::vector<std::size_t>& order = orders_.emplace_back(parts);
    std::iota(order.begin(), order.end(), 0);
    const RandomStream random(seed, r / 2);
    for (std::size_t k = parts; k-- > 1;) {
      const double draw = random.uniform(Purpose::parameter_draw, name_hash("study.order"), Month{0}, k);
      std::swap(order[k], order[static_cast<std::size_t>(draw * static_cast<double>(k + 1))]);
    }
    if (r % 2 == 1) std::ranges::reverse(order);
  }
}

std::vector<Coalition> ShapleyDesign::coalitions(std::size_t run) const {
  std::vector<Coalition> out;
  if (exact()) {
    out.resize(std::size_t{1} << parts_);
    std::iota(out.begin(), out.end(), 0);
    return out;
  }
  out.push_back(0);
  for (const std::size_t part : orders_[run]) out.push_back(out.back() | Coalition{1} << part);
  return out;
}

std::vector<double> ShapleyDesign::contributions(std::size_t run, const std::vector<double>& outcomes) const {
  std::vector<double> out(parts_);
  if (!exact()) {
    for (std::size_t k = 0; k < parts_; ++k) out[orders_[run][k]] = outcomes[k + 1] - outcomes[k];
    return out;
  }
  // |S|! (n - |S| - 1)! / n!, by the size of the coalition without the part.
  std::vector<double> weights(parts_, parts_ > 0 ? 1.0 / static_cast<double>(parts_) : 0.0);
  for (std::size_t size = 1; size < parts_; ++size)
    weights[size] = weights[size - 1] * static_cast<double>(size) / static_cast<double>(parts_ - size);
  for (std::size_t part = 0; part < parts_; ++part)
    for (Coalition without = 0; without < outcomes.size(); ++without) {
      const Coalition with = without | Coalition{1} << part;
      if (with != without)
        out[part] += weights[static_cast<std::size_t>(std::popcount(without))] * (outcomes[with] - outcomes[without]);
    }
  return out;
}

Attribution attribute(const ShapleyDesign& design, const std::vector<std::vector<double>>& outcomes,
                      std::size_t group) {
  std::vector<std::vector<double>> by_part(design.parts(), std::vector<double>(outcomes.size()));
  std::vector<double> whole(outcomes.size());
  for (std::size_t r = 0; r < outcomes.size(); ++r) {
    const std::vector<double> added = design.contributions(r, outcomes[r]);
    for (std::size_t p = 0; p < added.size(); ++p) by_part[p][r] = added[p];
    whole[r] = outcomes[r].back() - outcomes[r].front();
  }
  Attribution out;
  for (const auto& of : by_part) out.parts.push_back({mean_of(of), clustered_error(of, group)});
  out.total = mean_of(whole), out.total_error = clustered_error(whole, group);
  return out;
}

}  // namespace chokepoint
