// The model against an independent implementation of the same equations: yearly figures within stated tolerances.
#include <atomic>
#include <cmath>

#include "analysis/runs/ensemble.hpp"
#include "engine/batch/trials.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace oracle_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("yearly figures agree with the reference implementation", "[golden]") {
  const auto folder = source_folder() / "tests" / "golden" / "oracle";
  // The world of today with the companies of the reference, and what links them: no lines of packaging, models from
  // entry on.
  namespace fs = std::filesystem;
  const TemporaryFolder data;
  fs::copy(data_folder(), data.path(), fs::copy_options::recursive);
  for (const char* table : {"designers.csv", "links.csv", "firms.csv", "foundries.csv"})
    fs::copy_file(folder / table, data.path() / "world" / table, fs::copy_options::overwrite_existing);
  const Scenario scenario = load_scenario(folder / "reference.yaml", options({}, {}, data.path()));
  const Layout layout(*scenario.initial->world.data);
  constexpr std::size_t replicates = 41;
  Ensemble ensemble;
  ensemble.records.resize(replicates);
  const std::atomic<bool> never = false;
  Parameters parameters = scenario.initial->parameters;
  parameters.training_concentration = 0;  // laboratories there always trained on the same part of their computing
  parameters.diffusion_distillation = 0;  // learnt from no outputs
  parameters.release_gain = 1e9;          // and released by dates alone
  REQUIRE(run_trials(
      replicates, 0,
      [&](std::size_t r) {
        ensemble.records[r] = measure_run(scenario, agents::monthly_schedule(), layout, 1, r, &parameters).record;
      },
      [](std::size_t) {}, never));
  Mistakes mistakes;
  const config::Node rows = config::load_csv(folder / "reference.csv", mistakes);
  REQUIRE_FALSE(mistakes.any());
  REQUIRE(rows.items.size() >= 70);
  for (const config::Node& item : rows.items) {
    config::MapReader row(item, "row", mistakes);
    const std::size_t series = layout.find(row.required_text("metric"), row.text("agent"));
    REQUIRE(series != Layout::npos);
    const auto month = static_cast<std::size_t>(row.month("month")->index);
    const double reference = row.required_number("reference");
    auto values = ensemble.values(month, series);
    const double model = summarise(values).median * row.required_number("scale");
    const double deviation = row.text("kind") == "absolute" ? model - reference : model / reference - 1;
    INFO(row.text("metric") << " " << row.text("agent") << " " << row.text("month") << ": model " << model
                            << ", reference " << reference);
    CHECK(std::fabs(deviation) <= row.required_number("tolerance"));
  }
}

}  // namespace oracle_test
