// How many values a figure takes before it is told, and the words for one that is not.
//
// A figure made of too few values, or of values that never vary, is not printed: its reason is. The minima are
// judgements; each says why.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/not_told.hpp"

namespace chokepoint {

/// How many values a figure takes.
namespace fewest {
inline constexpr std::size_t runs_to_be_likely = 5;    ///< 4 in 5 that agree
inline constexpr std::size_t runs_to_be_certain = 20;  ///< 19 in 20 that agree
inline constexpr std::size_t values_for_tails = 20;    ///< the 5 % and 95 % quantiles of fewer are their extremes
inline constexpr std::size_t groups_for_split =
    5;  ///< parameter sets, to split a variance in random variation and parameters
inline constexpr std::size_t groups_for_errors = 5;  ///< to compare one error with another
inline constexpr std::size_t values_for_correlation = 10;
inline constexpr std::size_t sets_for_sensitivity =
    20;  ///< Fisher's interval of a rank correlation is then narrower than ± 0.4
inline constexpr std::size_t blocks_for_indices =
    16;  ///< of a saltelli design: intervals of fewer are wider than the range of an index
inline constexpr std::size_t trajectories = 4;       ///< of a morris design: as few as Morris (1991) took
inline constexpr std::size_t points_for_boxes = 20;  ///< of a design, to look for where something happens
inline constexpr double hits_for_boxes = 5;  ///< of these points, both in which it happens and in which it does not
inline constexpr std::size_t states_for_tails = 10;  ///< states of the world, for a worst tenth or a 90 % quantile
inline constexpr std::size_t pairs_for_skill = 5;    ///< predictions, to call one method better than another
}  // namespace fewest

/// Why a figure is not told: "3 whole blocks are too few: 16 are needed"; empty if there are enough.
[[nodiscard]] std::string too_few(std::size_t count, std::size_t needed, std::string_view what);

/// Whether values differ by more than rounding does; false for fewer than two.
[[nodiscard]] bool varies(std::span<const double> values);

}  // namespace chokepoint
