// The runs behind a result: scenarios on the same random numbers and parameters.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "analysis/runs/runner.hpp"
#include "analysis/runs/shared_months.hpp"

namespace chokepoint {

/// Runs of several scenarios on the same random numbers and parameters; more are added until they are enough. Months
/// that scenarios have in common are run once.
class PairedRuns {
 public:
  /// All must outlive this.
  PairedRuns(std::vector<const Scenario*> scenarios, const ParameterSets& sets, const Layout& layout,
             RunSettings settings);

  /// Who looks at the first `runs` replicates of each scenario as they run. Call before any is run.
  void observe(ObserverOf observer, std::size_t runs = 1) { observer_ = std::move(observer), observed_ = runs; }
  /// Adds replicates up to a number; `what` names the loop to whoever is told of it. `beside`: ensembles of as many
  /// other scenarios that are kept at the same time. Throws Interrupted, and what `require_memory` does if they do not
  /// fit.
  void grow(std::size_t runs, const std::string& what, std::size_t beside = 0);

  [[nodiscard]] const std::vector<std::shared_ptr<Ensemble>>& ensembles() const { return ensembles_; }
  /// What was seen of a replicate, by scenario; one that nobody looked at is run again for it. Once only.
  [[nodiscard]] std::vector<std::unique_ptr<RunObserver>> seen(std::size_t replicate);
  /// The same of a replicate that is run for it, looked at or not.
  [[nodiscard]] std::vector<std::unique_ptr<RunObserver>> look_again(std::size_t replicate) const;
  /// Share of all months that were run once for several scenarios.
  [[nodiscard]] double shared() const {
    return 1 - static_cast<double>(months_.months()) / static_cast<double>(months_.months_apart());
  }

 private:
  void require_room(std::size_t runs, std::size_t beside) const;
  [[nodiscard]] std::vector<Measured> measure(std::size_t replicate, const ObserverOf& observer) const;

  SharedMonths months_;
  const ParameterSets& sets_;
  const Layout& layout_;
  RunSettings settings_;
  ObserverOf observer_;
  std::size_t observed_ = 0;
  std::vector<std::shared_ptr<Ensemble>> ensembles_;
  std::map<std::size_t, std::vector<std::unique_ptr<RunObserver>>> seen_;  ///< by replicate
};

}  // namespace chokepoint
