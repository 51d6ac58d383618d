// The model against measured effects: what a measure or shock did, beside what the model says it does.
//
// A target (output/fit) is a level of the record; a pattern is a contrast: a change between two months, or the
// difference that one scenario makes to another with the same seeds. Patterns judge mechanisms. Where a parameter, a
// path or an event was set by the figure itself the row says so, and is no test.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/runs/ensemble.hpp"

namespace chokepoint {

enum class Contrast {
  level,       ///< the metric in the month
  increase,    ///< the metric in the month minus itself in the base month
  change,      ///< the metric in the month over itself in the base month
  difference,  ///< the metric in the month minus the same in the scenario compared with
  ratio,       ///< the metric in the month over the same in the scenario compared with
};

inline constexpr std::array<std::string_view, 5> contrast_names = {"level", "increase", "change", "difference",
                                                                   "ratio"};

/// One observed effect. Source and grade stand in data/patterns.csv.
struct Pattern {
  std::string id, scenario, compared_to, metric, agent, unit, source, grade;
  Month month, base_month;
  Contrast contrast = Contrast::level;
  double value = 0;
  double deviation = 0;  ///< standard deviation: of the logarithm where `logarithmic`, else in the pattern's unit
  double scale = 1;      ///< contrast x scale is in the pattern's unit
  bool logarithmic = false;
  bool set = false;  ///< a parameter, a path or an event was set by this figure: no test
  Place place;
};

/// Reads patterns; unknown metrics, contrasts without their second month or scenario, and outcomes after 2025 are
/// mistakes.
[[nodiscard]] std::vector<Pattern> read_patterns(const config::Node& file, Mistakes& mistakes);

/// A published estimate that came about without this model: a projection, or what a shock would do.
struct Benchmark {
  Pattern estimate;  ///< without a deviation
  Month published;
  double low = 0, high = 0;  ///< its range
  bool ranged = false;       ///< the range was published; else a factor of `unranged` either way
  std::string note;
};
inline constexpr double unranged = 1.5;

/// Reads published estimates; what was published after 2025 is a mistake, as is a range that leaves its own value out.
[[nodiscard]] std::vector<Benchmark> read_benchmarks(const config::Node& file, Mistakes& mistakes);

/// Where the model lies against a published range.
enum class Standing {
  inside,   ///< its median
  reaches,  ///< part of its 90 % band
  outside,
};
inline constexpr std::array<std::string_view, 3> standing_names = {"inside", "reaches", "outside"};
[[nodiscard]] Standing standing(const Benchmark& benchmark, const Summary& model);

/// What the model makes of a pattern.
struct Contrasted {
  Summary model;  ///< over replicates, in the pattern's unit
  double z = 0;   ///< (median - observed) / deviation
};
/// `results` are of the pattern's scenario, with the scenario compared with where it names one. A metric without the
/// agent, or a month beyond the run, is a mistake.
[[nodiscard]] Contrasted contrast(const Results& results, const Pattern& pattern, Mistakes& mistakes);

}  // namespace chokepoint
