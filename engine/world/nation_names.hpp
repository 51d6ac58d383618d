// What people call nations and regions: ids, names as they are printed, ISO codes, names in common use.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/world/world.hpp"

namespace chokepoint {

/// The one of `ids` that a person means by a word: itself, or the one whose label it is (`China`), or that an ISO 3166
/// code of three letters (`CHN`) or a name in common use stands for, in upper or lower case. The word itself if it is
/// none.
[[nodiscard]] std::string nation_id(std::string_view word, std::span<const std::string> ids,
                                    std::span<const std::string> labels);

/// A nation by what a person calls it, or none.
[[nodiscard]] NationId find_nation(const WorldData& data, std::string_view word);
/// A region by its id or label, or none.
[[nodiscard]] RegionId find_region(const WorldData& data, std::string_view word);

}  // namespace chokepoint
