// From whom a firm may rent when hosts are too many to know them all: a sample of hosts, larger ones more likely.
//
// Each host is drawn with probability min(1, capacity / threshold), the threshold such that as many are drawn as are
// asked for in the mean: systematic sampling with probability proportional to size (Madow 1949). Weighed by 1 /
// probability a sample stands for all hosts without bias (Horvitz and Thompson 1952).
#pragma once

#include <map>
#include <vector>

#include "engine/world/world.hpp"

namespace chokepoint {

class HostSample {
 public:
  struct Host {
    FirmId firm;
    double capacity = 0;  ///< on offer, by what the host has to spend
    double offered = 0;   ///< share of its stock
  };
  struct Drawn {
    const Host* host = nullptr;
    double probability = 1;
  };

  /// `scale`: by firm, what it has to spend. Reads the nations of the firms and their offers.
  HostSample(const World& world, std::size_t nations, const std::vector<double>& scale);

  /// Hosts abroad.
  [[nodiscard]] std::size_t count(NationId renter) const { return hosts_.size() - (last_[renter] - first_[renter]); }
  /// Draws about `wanted` hosts abroad by one uniform number into `out`; all if there are no more.
  void draw(NationId renter, std::size_t wanted, double uniform, std::vector<Drawn>& out);

 private:
  [[nodiscard]] double threshold(NationId renter, std::size_t wanted);

  std::vector<Host> hosts_;    ///< by nation, then by name
  std::vector<double> below_;  ///< capacity of the hosts before each, and of all
  ByNation<std::size_t> first_, last_;
  struct Falling {  ///< capacities in falling order, with sums of the first k
    std::vector<double> capacity, sum;
    void finish();
    [[nodiscard]] double expected(double threshold) const;  ///< hosts drawn
  };
  Falling all_;
  ByNation<Falling> at_home_;
  std::map<std::pair<NationId, std::size_t>, double> thresholds_;
};

}  // namespace chokepoint
