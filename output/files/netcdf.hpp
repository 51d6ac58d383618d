// Series of all runs of a study in one NetCDF file: the door to the NetCDF library, which a build may lack.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analysis/sweep/plan.hpp"
#include "engine/base/file.hpp"

namespace chokepoint::output {

/// Whether this build can write series.
[[nodiscard]] bool has_series_store();

/// Writes runs one after the other, in little memory. NetCDF-4 after the CF conventions: dimensions time and run, time
/// first; a variable for each series, chunked by 256 runs and compressed, with its metric and agent; point, scenario,
/// replicate, factors and outputs by run. A factor has the unit of what it sets; a month is a date.
class SeriesStore {
 public:
  /// `rows`: how many there will be. Throws OutputError.
  SeriesStore(const std::filesystem::path& file, const Plan& plan, std::size_t rows);
  ~SeriesStore();
  SeriesStore(const SeriesStore&) = delete;
  SeriesStore& operator=(const SeriesStore&) = delete;

  /// A run, its outputs and its series, one after the other; none: a run that has failed or is missing.
  void add(std::uint64_t number, const PlannedRun& run, const std::vector<double>& values,
           std::span<const double> outputs, std::span<const float> series);
  /// Ends the file; says in it what all results hash to.
  void finish(const std::string& digest);

 private:
  struct File;
  std::unique_ptr<File> file_;
};

}  // namespace chokepoint::output
