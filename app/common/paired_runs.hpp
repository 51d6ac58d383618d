// The runs behind a comparison, and behind the split of a difference.
#pragma once

#include <memory>
#include <vector>

#include "analysis/runs/parameter_sets.hpp"
#include "analysis/runs/shared_months.hpp"
#include "app/common/options.hpp"
#include "output/text/attribution_report.hpp"

namespace chokepoint::app {

/// Runs of several scenarios on the same random numbers and parameters; more are added until they are enough.
class PairedRuns {
 public:
  /// All must outlive this.
  PairedRuns(const std::vector<Scenario>& scenarios, const ParameterSets& sets, const Layout& layout,
             const RunOptions& options);

  /// Adds replicates up to a number. Throws Interrupted, and ScenarioError if they do not fit in memory.
  void grow(std::size_t runs);

  [[nodiscard]] const std::vector<std::shared_ptr<Ensemble>>& ensembles() const { return ensembles_; }
  /// Share of all months that were run once for several scenarios.
  [[nodiscard]] double shared() const {
    return 1 - static_cast<double>(months_.months()) / static_cast<double>(months_.months_apart());
  }

 private:
  void require_room(std::size_t runs) const;

  SharedMonths months_;
  const ParameterSets& sets_;
  const Layout& layout_;
  const RunOptions& options_;
  std::vector<std::shared_ptr<Ensemble>> ensembles_;
};

/// Splits the difference between the first scenario of a comparison and another over their parts, by running mixtures
/// of the two. `by`: `policy`, `tag` or `event`. Throws ScenarioError if the parts can't be taken apart, and
/// Interrupted.
[[nodiscard]] AttributedDifference attribute_difference(ScenarioLoader& loader, const Comparison& comparison,
                                                        std::size_t to, const ParameterSets& sets,
                                                        const Headline& asked, Month at, const std::string& by,
                                                        const RunOptions& options);

}  // namespace chokepoint::app
