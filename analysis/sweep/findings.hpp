// What a batch study says: spreads, sensitivity, where something happens, which choice is robust.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/methods/discovery.hpp"
#include "analysis/methods/robustness.hpp"
#include "analysis/methods/sensitivity.hpp"
#include "analysis/methods/statistics.hpp"
#include "analysis/sweep/replicate_table.hpp"

namespace chokepoint {

/// A quantity over the points that have it.
struct QuantitySpread {
  Quantity quantity;
  std::size_t points = 0;
  Summary values;  ///< what too few values do not tell is NaN
  double deviation = 0;
  double random = 0;       ///< share of random variation in the variance
  double counts_from = 0;  ///< smallest difference that counts
  std::string reason;      ///< why something of it is not told; else empty
};

/// What moves a quantity, by a saltelli design.
struct SobolFinding {
  std::string quantity;
  SobolIndices indices;
  std::string reason;               ///< why they are not told; else empty
  std::vector<double> of_half;      ///< by input: total index of half the blocks; not told (NaN) where it is noise
  std::string half_reason;          ///< why half the blocks give nothing; else empty
  double moved_by_second_half = 0;  ///< most that a total index differs from that of half the blocks
  [[nodiscard]] std::vector<std::size_t> by_total() const;  ///< inputs, the strongest first, noise last
  [[nodiscard]] bool has_noise() const;                     ///< whether a first or total index is
};

/// What moves a quantity, by a morris design.
struct MorrisFinding {
  std::string quantity;
  MorrisEffects effects;
  std::string reason;
  [[nodiscard]] std::vector<std::size_t> by_magnitude() const;
};

/// Where something happens.
struct CaseFinding {
  std::string name, title;
  double share = 0;  ///< of the points; those of which some replicates show it count in part
  std::size_t points = 0;
  std::string few;                   ///< why neither box nor tree is told; else empty
  std::optional<DiscoveredBox> box;  ///< none where it happens everywhere, nowhere, or too few points are known
  std::vector<DiscoveredLeaf> tree;
  std::optional<std::size_t> asked = {};  ///< the case of the study; none: whether a run fails
  std::size_t alternative = 0;            ///< under which it is looked at
};

/// How good choices are over all states of the world: a choice is a scenario with a combination of levers, a state all
/// else, random variation and parameter sets included.
struct RobustnessFinding {
  struct Choice {
    std::string name;
    Robustness worth;  ///< in the output's own sign
  };
  std::string output;
  bool high = true;                     ///< the more the better
  std::size_t states = 0, dropped = 0;  ///< compared; left out because not all choices have them
  std::vector<Choice> choices;          ///< the least greatest regret first; none without states
  std::string reason;                   ///< why something is not told; else empty
  bool alike = false;                   ///< in no state the choices differ by what counts
};

struct SweepFindings {
  std::size_t points = 0, ok = 0, failed = 0, missing = 0, resamples = 0;
  std::vector<std::string> inputs;  ///< of the design; factors that share one stand together
  std::vector<QuantitySpread> spreads;
  std::vector<SobolFinding> sobol;
  std::vector<MorrisFinding> morris;
  std::vector<CaseFinding> cases;
  std::vector<RobustnessFinding> robustness;
};

/// All analyses that a study's design and questions allow. `resamples`: of each bootstrap.
[[nodiscard]] SweepFindings find_in_sweep(const Plan& plan, const SweepTable& table, std::size_t resamples = 500);

/// How good the choices of an objective are; none if there are fewer than two.
[[nodiscard]] std::optional<RobustnessFinding> robust_choices(const Plan& plan, const SweepTable& table,
                                                              std::size_t objective);

}  // namespace chokepoint
