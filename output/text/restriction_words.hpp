// Restrictions of a study's factors in words.
#pragma once

#include <string>
#include <vector>

#include "analysis/methods/discovery.hpp"
#include "analysis/sweep/factor.hpp"

namespace chokepoint::output {

/// `start lies between 2024-03 and 2025-01 and scope is chips or tools`; empty for none. Factors are those of the
/// study.
[[nodiscard]] std::string restriction_words(const std::vector<Restriction>& all, const std::vector<Factor>& factors);
/// The same, the factors being called by other names.
[[nodiscard]] std::string restriction_words(const std::vector<Restriction>& all, const std::vector<Factor>& factors,
                                            const std::vector<std::string>& names);
[[nodiscard]] std::string restriction_words(const Restriction& restriction, const std::vector<Factor>& factors);

}  // namespace chokepoint::output
