// Scenarios between two: any of the parts in which they differ taken from the one, the others from the other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/scenario/scenario.hpp"

namespace chokepoint {

/// What of a difference goes together.
struct Part {
  std::string name;
  std::vector<std::string> keys;  ///< ids of events, paths of overrides, `governments.X`
};

/// How a difference falls into parts: by policy file (what no policy says goes by tag), by the first tag of its events,
/// or each event and override alone. Who governs by itself is one part.
enum class PartsBy { policy, tag, event };

class Mixture {
 public:
  /// Of two scenarios of one loader; what they say of data, governments and events is mixed, their ends must agree.
  Mixture(ScenarioLoader& loader, const Scenario& from, const Scenario& to, PartsBy by);

  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
  /// The scenario with the parts of `from`, but for those whose bits are set, which are `to`'s. Parts that can't stand
  /// without each other (a relief without the rule that it names) are mistakes.
  [[nodiscard]] Scenario scenario(std::uint64_t taken, Mistakes& mistakes) const;

 private:
  ScenarioLoader& loader_;
  std::shared_ptr<const Composition> from_, to_;
  std::vector<Part> parts_;
};

}  // namespace chokepoint
