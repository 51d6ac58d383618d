// What two scenarios differ in, for a person.
#pragma once

#include <string>
#include <vector>

#include "engine/scenario/account.hpp"

namespace chokepoint {

/// Events that one alone has, by id, and all else that is not said alike.
struct ScenarioDifferences {
  std::string name_a, name_b;  ///< names, or files where the names are the same
  std::vector<std::string> only_a, only_b;
  std::vector<Difference> otherwise;  ///< keys of what both have, and of overrides
  [[nodiscard]] bool none() const { return only_a.empty() && only_b.empty() && otherwise.empty(); }
};

[[nodiscard]] ScenarioDifferences scenario_differences(const Composition& a, const Composition& b);

/// `parameters.chips.price: 35 in x, not said in y`.
[[nodiscard]] std::string difference_line(const Difference& difference, const std::string& name_a,
                                          const std::string& name_b);

}  // namespace chokepoint
