// The witness of a neutral run: remembers a few sums of every month.
#pragma once

#include <vector>

#include "engine/run/simulation.hpp"

namespace chokepoint::bench {

class Watch : public Observer {
 public:
  enum Series : std::size_t { demand, output, spot_price, series_count };

  /// Room for so many months of so many replicates; nothing is allocated later.
  Watch(std::size_t agents, std::size_t months, std::size_t lanes = 1);

  void observe(const Simulation& simulation) override;
  [[nodiscard]] double measured(std::size_t series, Month month) const override {
    return value(static_cast<Series>(series), month, 0);
  }
  [[nodiscard]] std::unique_ptr<Observer> clone() const override { return std::make_unique<Watch>(*this); }

  /// Mean demand or output of the agents of a replicate, or its spot price.
  [[nodiscard]] double value(Series series, Month month, std::size_t lane) const {
    return values_[(static_cast<std::size_t>(month.index) * series_count + series) * lanes_ + lane];
  }

 private:
  std::size_t agents_, lanes_;
  std::vector<double> values_;   ///< by month, series, replicate
  std::vector<double> partial_;  ///< working figures: sums of parts
};

}  // namespace chokepoint::bench
