// Many values for the same parameters: what a run of uncertain parameters draws on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/scenario/scenario.hpp"

namespace chokepoint {

/// Replicates that share a parameter set: 2i and 2i + 1 take set i, so that they differ at random alone and the spread
/// of results splits into random variation and parameters.
inline constexpr std::size_t replicates_per_set = 2;

/// A table of parameter sets, names x rows. A value; safe to read from any thread.
class ParameterSets {
 public:
  /// None: every run takes its scenario's own values.
  ParameterSets() = default;
  ParameterSets(std::string source, const ParameterTable& table, std::vector<std::string> names,
                std::vector<double> values);

  /// Reads a CSV file whose columns are parameters, one set a row, `#` before comments. Unknown names, missing cells,
  /// text in place of numbers and values outside the parameter's range are mistakes.
  [[nodiscard]] static ParameterSets read(const std::filesystem::path& file, const ParameterTable& table,
                                          Mistakes& mistakes);
  /// Sets drawn from the priors of all parameters, independently. Row i depends on the seed and i alone.
  [[nodiscard]] static ParameterSets draw(const ParameterTable& table, std::uint64_t seed, std::size_t rows);

  [[nodiscard]] bool empty() const { return names_.empty(); }
  [[nodiscard]] std::size_t rows() const { return empty() ? 0 : values_.size() / names_.size(); }
  [[nodiscard]] std::span<const std::string> names() const { return names_; }
  /// The values of a row, in the order of `names`.
  [[nodiscard]] std::span<const double> row(std::size_t row) const {
    return std::span(values_).subspan(row * names_.size(), names_.size());
  }
  /// `point` for none, `prior`, or the file's name.
  [[nodiscard]] const std::string& source() const { return source_; }
  /// Of names and values, to the last bit; 0 for none.
  [[nodiscard]] std::uint64_t hash() const;

  /// The row of a replicate, rows coming round again.
  [[nodiscard]] std::size_t row_of(std::size_t replicate) const { return replicate / replicates_per_set % rows(); }
  /// The scenario's parameters with the replicate's set written in. A parameter that the scenario, a policy or the
  /// command line sets keeps that value: a person who says what it is knows it.
  [[nodiscard]] Parameters parameters(const Scenario& scenario, std::size_t replicate) const;

 private:
  std::string source_ = "point";
  std::vector<std::string> names_;
  std::vector<std::size_t> offsets_;  ///< in Parameters
  std::vector<double> values_;        ///< row by row
};

}  // namespace chokepoint
