// What somebody holds of some parameters, in place of what the record or the model's authors do.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/runs/parameter_sets.hpp"

namespace chokepoint {

/// A file of scenarios/priors: ranges of parameters, even within them, with their source.
struct ExpertPriors {
  struct Range {
    std::string parameter;
    double low = 0, high = 0;
  };
  std::string name, summary, source;
  std::vector<Range> ranges;
};

/// Unknown parameters, ranges that are none or leave the parameter's own, and missing sources are mistakes.
[[nodiscard]] ExpertPriors read_expert_priors(const std::filesystem::path& file, const ParameterTable& table,
                                              Mistakes& mistakes);

/// The sets with the parameters of the priors drawn from them, evenly and independently, row by row; all others as they
/// are. One set with the middles where there are none. The row's draw depends on its number and the parameter alone.
[[nodiscard]] ParameterSets with_priors(const ParameterSets& sets, const ExpertPriors& priors,
                                        const ParameterTable& table);

}  // namespace chokepoint
