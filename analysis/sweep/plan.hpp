// The plan of a study: a pure function from the number of a run to what is run.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/methods/unit_design.hpp"
#include "analysis/sweep/factor.hpp"
#include "engine/base/error.hpp"

namespace chokepoint {

/// Designs: every combination of levels, points that a person lists, or one of the unit cube.
struct PlanDesign {
  enum class Kind { grid, list, monte_carlo, latin, sobol, halton, saltelli, morris };
  Kind kind = Kind::grid;
  std::size_t points = 0;  ///< of designs of the unit cube: points, or blocks of saltelli and morris
  bool second_order = false;
  Rows listed;  ///< values by point, then factor
  /// Whether points come in blocks of which each is of use only as a whole.
  [[nodiscard]] bool has_blocks() const { return kind == Kind::saltelli || kind == Kind::morris; }
};
[[nodiscard]] const std::vector<std::string>& design_names();

/// Rank correlation of two factors (Spearman), held by a Gaussian copula.
struct Correlation {
  std::size_t left = 0, right = 0;
  double rank = 0;
};

/// One of the worlds in which every point is run: a scenario.
struct Alternative {
  std::string name;
  ContentKey content;       ///< of all that it says before factors are set
  std::vector<bool> takes;  ///< by factor: whether it has what the factor sets
};

/// An output of a run: a column of the results.
struct OutputColumn {
  std::string name, unit, meaning, metric, agent;
  int month = 0;  ///< Month::index; of a series the first month
};

/// Something that may happen in a run: an output above or below a threshold, or its difference from that of the
/// reference.
struct StudyCase {
  std::string name;
  std::size_t output = 0;
  bool difference = false, above = false;
  double threshold = 0;
};

/// An output that one wants high or low.
struct Objective {
  std::size_t output = 0;
  bool high = true;
};

/// All that a plan is made of: what is needed to say which runs there are and what they are called, and nothing else.
struct PlanSpec {
  std::string name, question;
  std::uint64_t seed = 1;
  std::size_t replicates = 1;
  std::string sets = "point";           ///< source of parameter sets
  std::vector<std::uint64_t> set_rows;  ///< hash of each set; empty: none
  std::size_t reference = 0;            ///< alternative that the others are compared with
  std::vector<Alternative> alternatives;
  std::vector<Factor> factors;
  std::vector<std::string> constraints;
  std::vector<Correlation> correlations;
  PlanDesign design;
  std::vector<OutputColumn> outputs, series;
  int months = 0;                ///< of each series
  std::vector<StudyCase> cases;  ///< what analyses ask about; no part of any run
  std::vector<Objective> objectives;
  ContentKey model;  ///< of program and data
  std::string version;
};

/// Runs of a study at most: each is remembered by its name while a study is planned and collected.
inline constexpr std::size_t most_runs = 100000000;
/// Throws std::invalid_argument if the plan has more runs.
void check_size(const PlanSpec& spec);

/// A plan as JSON, and back to the bit. Throws std::exception if the text is no plan, or none that can be gone through.
[[nodiscard]] std::string to_json(const PlanSpec& spec);
[[nodiscard]] PlanSpec plan_from_json(const std::string& text);

/// What a run is.
struct PlannedRun {
  std::size_t point = 0, alternative = 0, replicate = 0;
};

/// Runs are numbered with replicates turning fastest, then alternatives, then points. Replicates are random variation:
/// the same number has the same random numbers at every point and in every alternative. Safe to read from any thread.
class Plan {
 public:
  explicit Plan(PlanSpec spec);
  ~Plan();
  Plan(Plan&&) noexcept;

  [[nodiscard]] const PlanSpec& spec() const { return spec_; }
  [[nodiscard]] std::size_t points() const;
  [[nodiscard]] std::size_t runs() const { return points() * spec_.alternatives.size() * spec_.replicates; }
  /// Inputs: groups of factors, factors without a group being their own.
  [[nodiscard]] std::size_t inputs() const { return inputs_; }
  /// Points of a block: 1 where the design has none.
  [[nodiscard]] std::size_t block() const;
  [[nodiscard]] PlannedRun run(std::size_t index) const;
  [[nodiscard]] std::size_t index(const PlannedRun& run) const {
    return (run.point * spec_.alternatives.size() + run.alternative) * spec_.replicates + run.replicate;
  }
  /// Values of the factors at a point.
  [[nodiscard]] std::vector<double> values(std::size_t point) const;
  /// Whether the constraints hold at a point; others are not run.
  [[nodiscard]] bool allows(const std::vector<double>& values) const;
  /// What names the run: its content alone, neither its number nor the study.
  [[nodiscard]] ContentKey key(const PlannedRun& run, const std::vector<double>& values) const;
  /// The design of the unit cube, if it is one.
  [[nodiscard]] const UnitDesign* unit() const { return unit_ ? &*unit_ : nullptr; }

 private:
  struct Constraints;
  void correlate(std::vector<double>& shares) const;

  PlanSpec spec_;
  std::size_t inputs_ = 0, grid_points_ = 1;
  std::vector<std::size_t> grid_sizes_;  ///< by input
  std::optional<UnitDesign> unit_;
  Rows factor_;  ///< lower Cholesky factor of the copula's correlations; empty if there are none
  ContentKey common_;
  std::unique_ptr<const Constraints> constraints_;
};

/// A condition on factors, as Expression takes it; mistakes are told at `place`. Nothing if it is fine.
void check_constraint(const std::string& text, const std::vector<Factor>& factors, const Place& place,
                      Mistakes& mistakes);

/// Walks through the points of a plan once: values, whether they are allowed, keys of their runs; the last point is
/// remembered.
class PlanWalk {
 public:
  explicit PlanWalk(const Plan& plan) : plan_(&plan) {}
  struct Step {
    PlannedRun run;
    bool allowed;
    ContentKey key;
  };
  [[nodiscard]] Step at(std::size_t index);
  [[nodiscard]] const std::vector<double>& values() const { return values_; }

 private:
  const Plan* plan_;
  std::size_t point_ = static_cast<std::size_t>(-1);
  bool allowed_ = false;
  std::vector<double> values_;
};

}  // namespace chokepoint
