// Conditions on last month's metrics: parsed once, pure, bounded, checked for type and unit at load.
//
//   condition  = conjunction { "or" conjunction }
//   conjunction = negation { "and" negation }
//   negation   = [ "not" ] comparison
//   comparison = sum [ ( "<" | "<=" | ">" | ">=" | "==" | "!=" ) sum ]
//   sum        = product { ( "+" | "-" ) product }
//   product    = factor { ( "*" | "/" ) factor }
//   factor     = number | metric | function | "(" condition ")" | "-" factor
//   metric     = NAME [ "[" AGENT "]" ]
//   function   = ( "lag" | "delta" | "mean" ) "(" sum "," months ")" | ( "min" | "max" ) "(" sum { "," sum } ")" |
//   "abs" "(" sum ")"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/month.hpp"

namespace chokepoint {

/// The series that conditions may name.
class MetricCatalogue {
 public:
  struct Metric {
    std::string name, unit, kind;     ///< kind of agent: `nation`, ...; empty for the world
    std::vector<std::string> agents;  ///< empty for the world
    std::vector<std::string> labels;  ///< of nations and regions: what else they are called
    std::size_t first = 0;            ///< series of the first agent; the others follow
  };
  std::vector<Metric> metrics;

  [[nodiscard]] const Metric* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;
};

/// What a run has measured so far.
class Measurements {
 public:
  virtual ~Measurements() = default;
  /// Value of a series at the end of a past month of the run.
  [[nodiscard]] virtual double measured(std::size_t series, Month month) const = 0;
};

class Expression {
 public:
  static constexpr std::size_t longest = 1000;  ///< letters
  static constexpr int deepest = 32;            ///< nested parentheses and functions
  static constexpr int longest_lag = 120;       ///< months
  static constexpr int costliest = 1000;        ///< values read in one evaluation

  /// Parses a condition. Mistakes name the column inside the text, counted on from `place`; the result is then empty.
  [[nodiscard]] static std::optional<Expression> parse(const std::string& text, const MetricCatalogue& metrics,
                                                       const Place& place, Mistakes& mistakes);

  /// Whether it holds with the metrics of `month`. False where it needs a month before the world began, or divides by
  /// zero.
  [[nodiscard]] bool holds(const Measurements& measurements, Month month) const;
  /// Value of the expression; NaN where it has none. Conditions give 1 or 0.
  [[nodiscard]] double value(const Measurements& measurements, Month month) const;

  [[nodiscard]] const std::string& text() const { return text_; }
  /// The series that it reads.
  void append_series(std::vector<std::size_t>& out) const {
    for (const Step& step : steps_)
      if (step.op == Op::series) out.push_back(step.series);
  }

 private:
  friend class ExpressionParser;
  enum class Op {
    number,
    series,
    add,
    subtract,
    multiply,
    divide,
    negate,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    unequal,
    both,
    either,
    negation,
    lag,
    delta,
    mean,
    minimum,
    maximum,
    absolute
  };
  struct Step {
    Op op;
    double number = 0;  ///< of a number
    std::size_t series = 0;
    int months = 0;  ///< of lag, delta, mean
    int left = -1, right = -1;
  };
  /// Of two parts: what an operation of two makes of them; 1 or 0 of a comparison.
  [[nodiscard]] static double joined(Op op, double a, double b);
  [[nodiscard]] static double compared(Op op, double a, double b);
  [[nodiscard]] double evaluate(int step, const Measurements& measurements, Month month) const;

  std::string text_;
  std::vector<Step> steps_;  ///< operands before what uses them; the last is the whole
};

}  // namespace chokepoint
