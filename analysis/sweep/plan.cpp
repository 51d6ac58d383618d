// From the number of a run to what is run.
#include "analysis/sweep/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "analysis/methods/sequential_monte_carlo.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "engine/base/random.hpp"
#include "engine/base/special_functions.hpp"
#include "engine/events/expression.hpp"

namespace chokepoint {
namespace {

/// Factors as conditions see them.
MetricCatalogue catalogue_of(const std::vector<Factor>& factors) {
  MetricCatalogue out;
  for (std::size_t f = 0; f < factors.size(); ++f) out.metrics.push_back({factors[f].name, "", "", {}, {}, f});
  return out;
}

/// The factors' numbers at one point.
class PointValues : public Measurements {
 public:
  PointValues(const std::vector<Factor>& factors, const std::vector<double>& values)
      : factors_(factors), values_(values) {}
  [[nodiscard]] double measured(std::size_t series, Month) const override {
    return factors_[series].number(values_[series]);
  }

 private:
  const std::vector<Factor>& factors_;
  const std::vector<double>& values_;
};

UnitDesignOptions::Kind unit_kind(PlanDesign::Kind kind) {
  switch (kind) {
    case PlanDesign::Kind::latin:
      return UnitDesignOptions::Kind::latin;
    case PlanDesign::Kind::sobol:
      return UnitDesignOptions::Kind::sobol;
    case PlanDesign::Kind::halton:
      return UnitDesignOptions::Kind::halton;
    case PlanDesign::Kind::saltelli:
      return UnitDesignOptions::Kind::saltelli;
    case PlanDesign::Kind::morris:
      return UnitDesignOptions::Kind::morris;
    default:
      return UnitDesignOptions::Kind::monte_carlo;
  }
}

/// What all runs of a study have in common.
ContentKey common_content(const PlanSpec& spec) {
  ContentHash hash;
  hash.add(spec.model).add(spec.seed).add(static_cast<unsigned>(spec.months));
  for (const auto* columns : {&spec.outputs, &spec.series}) {
    hash.add(columns->size());
    for (const OutputColumn& column : *columns)
      hash.add(column.metric).add(column.agent).add(static_cast<unsigned>(column.month));
  }
  return hash.key();
}

/// Pearson correlation of a Gaussian copula with a given rank correlation (Kruskal 1958).
double copula_correlation(double rank) { return 2 * maths::sin(std::numbers::pi / 6 * rank); }

Rows correlation_factor(const PlanSpec& spec) {
  if (spec.correlations.empty()) return {};
  Rows matrix(spec.factors.size(), std::vector<double>(spec.factors.size()));
  for (std::size_t k = 0; k < matrix.size(); ++k) matrix[k][k] = 1;
  for (const Correlation& c : spec.correlations)
    matrix[c.left][c.right] = matrix[c.right][c.left] = copula_correlation(c.rank);
  return cholesky(matrix);
}

}  // namespace

struct Plan::Constraints {
  std::vector<Expression> all;
};

const std::vector<std::string>& design_names() {
  static const std::vector<std::string> names = {"grid",  "list",   "monte_carlo", "latin",
                                                 "sobol", "halton", "saltelli",    "morris"};
  return names;
}

Plan::Plan(PlanSpec spec) : spec_(std::move(spec)), factor_(correlation_factor(spec_)), common_(common_content(spec_)) {
  UnitDesignOptions unit{unit_kind(spec_.design.kind), spec_.design.points, spec_.design.second_order, {}, spec_.seed};
  for (const Factor& factor : spec_.factors) {
    inputs_ = std::max(inputs_, factor.input + 1);
    unit.inputs.push_back(factor.input);
    grid_sizes_.resize(inputs_, 1);
    if (!factor.levels.empty()) grid_sizes_[factor.input] = factor.levels.size();
  }
  for (const std::size_t size : grid_sizes_) grid_points_ *= size;
  if (spec_.design.kind != PlanDesign::Kind::grid && spec_.design.kind != PlanDesign::Kind::list)
    unit_.emplace(std::move(unit));
  Constraints parsed;
  Mistakes mistakes;
  for (const std::string& text : spec_.constraints)
    if (auto expression = Expression::parse(text, catalogue_of(spec_.factors), {"constraints"}, mistakes))
      parsed.all.push_back(std::move(*expression));
  mistakes.throw_if_any();
  constraints_ = std::make_unique<const Constraints>(std::move(parsed));
}
Plan::~Plan() = default;
Plan::Plan(Plan&&) noexcept = default;

void check_size(const PlanSpec& spec) {
  std::vector<std::size_t> sizes;  // by input
  for (const Factor& factor : spec.factors) {
    sizes.resize(std::max(sizes.size(), factor.input + 1), 1);
    sizes[factor.input] = std::max<std::size_t>(1, factor.levels.size());
  }
  double runs = static_cast<double>(spec.alternatives.size()) * static_cast<double>(spec.replicates);
  if (spec.design.kind == PlanDesign::Kind::list)
    runs *= static_cast<double>(spec.design.listed.size());
  else if (spec.design.kind != PlanDesign::Kind::grid)
    runs *= static_cast<double>(spec.design.points) *
            static_cast<double>(block_size(unit_kind(spec.design.kind), sizes.size(), spec.design.second_order));
  else
    for (const std::size_t size : sizes) runs *= static_cast<double>(size);
  if (!(runs <= static_cast<double>(most_runs)))
    throw std::invalid_argument(fmt::format("a study has at most {} runs, and this would be {:.4g}", most_runs, runs));
}

std::size_t Plan::points() const {
  if (unit_) return unit_->points();
  return spec_.design.kind == PlanDesign::Kind::grid ? grid_points_ : spec_.design.listed.size();
}

std::size_t Plan::block() const { return unit_ ? unit_->block() : 1; }

PlannedRun Plan::run(std::size_t index) const {
  const std::size_t alternatives = spec_.alternatives.size();
  return {index / spec_.replicates / alternatives, index / spec_.replicates % alternatives, index % spec_.replicates};
}

void Plan::correlate(std::vector<double>& shares) const {
  std::vector<double> normal(shares.size());
  for (std::size_t k = 0; k < shares.size(); ++k) normal[k] = normal_quantile(shares[k]);
  for (std::size_t k = shares.size(); k-- > 0;) {
    double z = 0;
    for (std::size_t j = 0; j <= k; ++j) z += factor_[k][j] * normal[j];
    shares[k] = std::clamp(normal_probability(z), 0x1p-53, 1 - 0x1p-53);
  }
}

std::vector<double> Plan::values(std::size_t point) const {
  const std::vector<Factor>& factors = spec_.factors;
  if (spec_.design.kind == PlanDesign::Kind::list) return spec_.design.listed[point];
  std::vector<double> out(factors.size());
  if (unit_) {
    unit_->point(point, out);
    if (!factor_.empty()) correlate(out);
    for (std::size_t f = 0; f < factors.size(); ++f) out[f] = factors[f].value(out[f]);
    return out;
  }
  std::vector<std::size_t> places(inputs_);
  for (std::size_t input = inputs_, rest = point; input-- > 0; rest /= grid_sizes_[input])
    places[input] = rest % grid_sizes_[input];
  for (std::size_t f = 0; f < factors.size(); ++f) out[f] = static_cast<double>(places[factors[f].input]);
  return out;
}

bool Plan::allows(const std::vector<double>& values) const {
  const PointValues point(spec_.factors, values);
  return std::ranges::all_of(constraints_->all,
                             [&](const Expression& condition) { return condition.holds(point, Month{0}); });
}

ContentKey Plan::key(const PlannedRun& run, const std::vector<double>& values) const {
  const Alternative& alternative = spec_.alternatives[run.alternative];
  ContentHash hash;
  hash.add(common_).add(alternative.content).add(run.replicate);
  if (!spec_.set_rows.empty()) hash.add(spec_.set_rows[run.replicate / replicates_per_set % spec_.set_rows.size()]);
  for (std::size_t f = 0; f < values.size(); ++f)
    if (alternative.takes[f]) spec_.factors[f].add_to(hash, values[f]);
  return hash.key();
}

PlanWalk::Step PlanWalk::at(std::size_t index) {
  const PlannedRun run = plan_->run(index);
  if (run.point != point_) {
    point_ = run.point;
    values_ = plan_->values(point_);
    allowed_ = plan_->allows(values_);
  }
  return {run, allowed_, plan_->key(run, values_)};
}

void check_constraint(const std::string& text, const std::vector<Factor>& factors, const Place& place,
                      Mistakes& mistakes) {
  Mistakes found;
  (void)Expression::parse(text, catalogue_of(factors), place, found);
  for (const Mistake& mistake : found.all()) {
    std::string what = mistake.what;  // expressions speak of metrics, which here are factors
    for (std::size_t at = what.find("metric"); at != std::string::npos; at = what.find("metric", at))
      what.replace(at, 6, "factor");
    mistakes.add(mistake.place, std::move(what));
  }
}

}  // namespace chokepoint
