// The trade graph as the report page shows it: flows between nations by month, the supply chain in layers. From one run
// of each scenario, looked at as it goes.
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
  /// Takes what was seen of a run of the next scenario.
  void add(Seen seen) { seen_.push_back(std::move(seen)); }

  /// `TradeMap` and `SupplyChain` of output/report/src/data.ts.
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
  void tell_layer(const Seen& look, std::size_t layer, nlohmann::ordered_json& flows,
                  nlohmann::ordered_json& closed) const;

  const WorldData& data_;
  std::vector<Month> map_months_, chain_months_;
  std::vector<Seen> seen_;

 public:
  /// What was seen of a run.
  struct Seen {
    std::map<RunPair, Flow> flows;
    std::vector<Chain> chains;  ///< by month of the supply chain
  };
};

/// A number with four significant digits: enough for a picture, and short.
[[nodiscard]] double rounded(double value);

}  // namespace chokepoint::output
