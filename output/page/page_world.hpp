// The trade graph as the report page shows it: flows between nations by month, the supply chain in layers. From the
// first runs of each scenario, looked at as they go.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <tuple>
#include <vector>

#include "analysis/runs/ensemble.hpp"
#include "engine/run/simulation.hpp"

namespace chokepoint::output {

class PageWorld {
 public:
  /// `last`: last month of the scenarios, which share one world.
  PageWorld(const WorldData& data, Month last);

  struct Seen;
  /// Looks at a run whose month has ended.
  void look(const Simulation& run, Seen& seen) const;
  /// Takes what was seen of the next run of each scenario.
  void add(std::vector<Seen> of_run) { seen_.push_back(std::move(of_run)); }

  /// `TradeMap` and `SupplyChain` of output/report/src/data.ts: means over the runs, bands, bands of the paired
  /// differences from the first scenario.
  [[nodiscard]] nlohmann::ordered_json map() const;
  [[nodiscard]] nlohmann::ordered_json supply_chain() const;

 private:
  struct Layer {
    const char *id, *title, *unit;
    bool (*holds)(Good good);
    double (*flow)(const TradeGraph& trade, EdgeId e);
  };
  static std::span<const Layer> layers();

  using RunPair = std::tuple<std::size_t, std::size_t, std::size_t>;  ///< layer, from, to
  struct Flow {
    std::vector<double> values, closed, links;  ///< by month of the map
  };
  struct ChainLink {
    std::size_t from, to;
    std::string_view good;
    double value, closed;
  };
  struct Chain {
    std::vector<ChainLink> links;
    std::vector<std::pair<std::size_t, double>> lost;
  };

  void look_at_map(const World& world, const Regimes& regimes, std::size_t month, Seen& seen) const;
  [[nodiscard]] Chain chain_of(const World& world, const Regimes& regimes) const;
  [[nodiscard]] int layer_of(VertexId v) const;

  [[nodiscard]] std::size_t scenarios() const { return seen_.empty() ? 0 : seen_[0].size(); }
  [[nodiscard]] std::vector<double> over_runs(std::size_t scenario, const RunPair& pair, std::vector<double> Flow::*of,
                                              std::size_t month) const;
  [[nodiscard]] std::vector<RunPair> strongest(std::size_t layer, std::vector<double> Flow::*of,
                                               std::size_t most) const;
  [[nodiscard]] nlohmann::ordered_json flow_json(std::size_t scenario, const RunPair& pair) const;
  [[nodiscard]] nlohmann::ordered_json closed_json(std::size_t scenario, const RunPair& pair) const;
  /// By link: its value, and how far it is closed, in each run.
  struct LinkRuns {
    std::vector<double> value, closed;
  };
  using LinkKey = std::tuple<std::size_t, std::size_t, std::string_view>;  ///< from, to, good
  [[nodiscard]] std::map<LinkKey, LinkRuns> links(std::size_t scenario, std::size_t month) const;
  [[nodiscard]] std::map<std::size_t, std::vector<double>> lost(std::size_t scenario, std::size_t month) const;
  [[nodiscard]] std::vector<LinkKey> told_links(std::size_t month) const;
  [[nodiscard]] nlohmann::ordered_json chain_json(std::size_t scenario, std::size_t month,
                                                  const std::map<std::size_t, std::size_t>& place) const;
  [[nodiscard]] std::map<std::size_t, std::size_t> shown_nodes() const;
  [[nodiscard]] std::string runs_note() const;

  const WorldData& data_;
  std::vector<Month> map_months_, chain_months_;
  std::vector<std::vector<Seen>> seen_;  ///< by run, by scenario

 public:
  /// What was seen of a run.
  struct Seen {
    std::map<RunPair, Flow> flows;
    std::vector<Chain> chains;  ///< by month of the supply chain
  };
};

/// A number with so many significant digits: four are enough for a picture, and short.
[[nodiscard]] double rounded(double value, int digits = 4);

}  // namespace chokepoint::output
