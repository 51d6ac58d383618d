// Summing in blocks, in parallel where there are many agents.
#include "bench/neutral/watch.hpp"

#include "bench/neutral/world.hpp"
#include "engine/base/sum.hpp"
#include "engine/run/parallel.hpp"

namespace chokepoint::bench {

Watch::Watch(std::size_t agents, std::size_t months, std::size_t lanes)
    : agents_(agents), lanes_(lanes), values_(months * series_count * lanes), partial_(most_parts) {}

void Watch::observe(const Simulation& simulation) {
  const World& world = simulation.world();
  double* const now = &values_[static_cast<std::size_t>(world.month.index) * series_count * lanes_];
  const auto mean = [&](Series series, std::size_t state) {
    const std::span<const double> cells = (world.firms.*state_columns[state]).cells();
    double* const means = now + series * lanes_;
    if (lanes_ == 1) {
      const std::size_t parts = for_each_part(cells.size(), [&](std::size_t part, std::size_t first, std::size_t last) {
        partial_[part] = fixed_sum(cells.subspan(first, last - first));
      });
      means[0] = fixed_sum(std::span(partial_).first(parts)) / static_cast<double>(agents_);
      return;
    }
    std::fill_n(means, lanes_, 0.0);
    for (std::size_t v = 0; v < agents_; ++v)
      for (std::size_t r = 0; r < lanes_; ++r) means[r] += cells[v * lanes_ + r];
    for (std::size_t r = 0; r < lanes_; ++r) means[r] /= static_cast<double>(agents_);
  };
  mean(demand, demand_state);
  mean(output, output_state);
  for (std::size_t r = 0; r < lanes_; ++r) now[spot_price * lanes_ + r] = (world.foundries.*spot_column).cells()[r];
}

}  // namespace chokepoint::bench
