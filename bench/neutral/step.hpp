// The neutral step as phases of the engine's month.
#pragma once

#include <span>

#include "engine/base/simd.hpp"
#include "engine/run/phase.hpp"

namespace chokepoint::bench {

/// The months of a neutral world: orders and receipts with all that follows from them, prices published, spot prices.
/// Results are the same with vectors of any width that the machine has.
///
/// Random variation decides whose price each month's spot price is, one draw a replicate; it moves no state of the
/// step, so that the checksum is that of programs without random numbers.
[[nodiscard]] std::span<const Phase> neutral_schedule(Simd simd = best_simd());

/// The same for runs of an ensemble: in the first month random variation also moves the productivity of each agent, so
/// that replicates differ.
[[nodiscard]] std::span<const Phase> ensemble_schedule(Simd simd = best_simd());

}  // namespace chokepoint::bench
