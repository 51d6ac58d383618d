// Measuring one run, and what a metric's function may look at.
#pragma once

#include "engine/measure/layout.hpp"
#include "engine/measure/nation_sums.hpp"
#include "engine/measure/record.hpp"

namespace chokepoint {

/// Measures one run. Allocates nothing in a month once all has grown.
class Recorder : public Observer {
 public:
  Recorder(const Layout& layout, const WorldData& data, std::size_t months);
  void observe(const Simulation& simulation) override;
  [[nodiscard]] double measured(std::size_t series, Month month) const override {
    return record_.at(static_cast<std::size_t>(month.index), series);
  }
  [[nodiscard]] std::unique_ptr<Observer> clone() const override { return std::make_unique<Recorder>(*this); }
  [[nodiscard]] Record take() { return std::move(record_); }

 private:
  friend class Observation;

  const Layout& layout_;
  Record record_;
  NationSums sums_;
};

/// What a metric's function may look at.
class Observation {
 public:
  Observation(const Simulation& simulation, Recorder& recorder);

  const World& world;
  const Regimes& regimes;
  const Parameters& p;
  Month month;
  NationId us, cn;  ///< may not exist in a foreign world

  // Sums, made when first asked for in the month.
  [[nodiscard]] const BestModels& models() const;
  [[nodiscard]] const FirmSums& firms() const;
  [[nodiscard]] const ServiceSums& services() const;
  [[nodiscard]] const ChipSums& chips() const;
  [[nodiscard]] const InfluenceSums& influence() const;
  [[nodiscard]] const ChannelSums& channels() const;
  [[nodiscard]] const MeasureSums& measures() const;
  [[nodiscard]] const CrossBloc& cross_bloc() const;
  [[nodiscard]] const SalesTo& sales_to_cn() const;
  [[nodiscard]] const Rankings& rankings() const;
  [[nodiscard]] const ClosedLinks& closed_links() const;

  /// Value `months_ago` of the k-th metric named in `from`, same agent or the world; 0 before the first month.
  [[nodiscard]] double past(std::size_t k, std::size_t agent, int months_ago) const;
  /// Sum over the last `months` months, the present one included.
  [[nodiscard]] double sum(std::size_t k, std::size_t agent, int months) const;
  /// The same of as many agents as there are values.
  void sums(std::size_t k, int months, std::span<double> values) const;

 private:
  friend class Recorder;
  /// Regions' values from those of their members, which stand before them.
  void aggregate(const Layout::Part& part, std::span<double> values) const;
  void take_means(const Layout::Part& part, std::span<double> values, const ByNation<double>& weights,
                  OnceAMonth<RegionTotals>& totals) const;

  const RandomStream& random_;
  bool rules_changed_;
  Recorder& recorder_;
  const Layout::Part* part_ = nullptr;  ///< what is being measured
};

}  // namespace chokepoint
