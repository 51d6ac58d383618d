// simulate calibrate
#include <fmt/format.h>

#include <chrono>

#include "agents/schedule.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/options.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "output/files/result_folder.hpp"
#include "output/text/calibration_report.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

std::string hash_of_file(const fs::path& file) {
  return fmt::format("{:016x}", name_hash(read_bytes(file).value_or("")));
}

/// A hash of every file that the result depends on, and the program's version.
std::map<std::string, std::string> inputs_of(const CalibrationStudy& study, std::span<const Scenario* const> scenarios,
                                             const fs::path& targets) {
  std::map<std::string, std::string> out = {{"program", fmt::format("{:016x}", name_hash(CHOKEPOINT_VERSION))},
                                            {study.file.filename().string(), hash_of_file(study.file)},
                                            {targets.filename().string(), hash_of_file(targets)}};
  for (const Scenario* scenario : scenarios) {
    for (const std::string& file : scenario->files) out[fs::path(file).filename().string()] = hash_of_file(file);
    for (const auto& [file, hash] : scenario->data_hashes) out[file] = fmt::format("{:016x}", hash);
  }
  return out;
}

/// Bars that start anew for each batch of runs.
class Watcher {
 public:
  explicit Watcher(bool quiet) : quiet_(quiet) {}
  void progress(std::size_t done, std::size_t total) {
    if (quiet_) return;
    if (!bar_) bar_ = std::make_unique<ProgressBar>("simulating");
    bar_->show(done, total);
    if (done == total) bar_.reset();
  }
  void say(const std::string& line) {
    if (quiet_) return;
    fmt::print("{}\n", line);
    std::fflush(stdout);
  }

 private:
  bool quiet_;
  std::unique_ptr<ProgressBar> bar_;
};

Month last_month(const std::vector<Figure>& figures) {
  Month out = Month::of(2025, 12);
  for (const Figure& figure : figures) out = std::max(out, figure.month);
  return out;
}

}  // namespace

int calibrate_command(const CalibrateOptions& how, const RunOptions& options) {
  Mistakes mistakes;
  const CalibrationStudy study = read_calibration_study(how.study, mistakes);
  mistakes.throw_if_any();
  ScenarioOptions reading = scenario_options(options);
  reading.until = Month::of(2025, 12);
  const Scenario history = load_scenario(scenario_file(study.scenario), reading);
  reading.until = last_month(study.outcomes);
  const Scenario futures = load_scenario(scenario_file(study.futures), reading);
  const Layout layout(*history.initial->world.data);
  const auto targets = read_targets(config::load_csv(reading.data / "targets.csv", mistakes), layout, mistakes);
  check_figures(study, futures, mistakes);
  mistakes.throw_if_any();

  const Scenario* scenarios[] = {&history, &futures};
  const CalibrationSubject subject{study,
                                   history,
                                   futures,
                                   targets,
                                   agents::monthly_schedule(),
                                   inputs_of(study, scenarios, reading.data / "targets.csv")};
  Watcher watcher(options.quiet);
  const auto start = std::chrono::steady_clock::now();
  CalibrationWatch watch;
  watch.threads = options.threads;
  watch.stop = &interrupted;
  watch.progress = [&](std::size_t done, std::size_t total) { watcher.progress(done, total); };
  watch.say = [&](const std::string& line) { watcher.say(line); };
  watch.seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  const fs::path work = how.work.empty() ? fs::path("results") / "calibration" / study.name : fs::path(how.work);
  Calibration calibration(subject, watch, work);
  try {
    calibration.run();
  } catch (const CalibrationStopped&) {
    fmt::print(stderr, "stopped; the same command goes on from {}\n", (work / "checkpoint.json").string());
    return 130;
  }

  const output::CalibrationMaker maker{
      fmt::format("simulate calibrate {}{}", fs::path(how.study).lexically_normal().string(), options_of_all(options)),
      CHOKEPOINT_VERSION};
  const fs::path out = output_file(how.out, study.output);
  if (out.has_parent_path()) fs::create_directories(out.parent_path());
  write_text(out, output::posterior_csv(calibration, subject, maker));
  write_text(fs::path(out).replace_extension(".lock.json"), output::calibration_lock(calibration, subject, maker));
  watcher.say(fmt::format("Files: {}, {}", out.string(), fs::path(out).replace_extension(".lock.json").string()));
  const fs::path page = output_file(how.report, study.report);
  if (page.empty()) return 0;
  if (page.has_parent_path()) fs::create_directories(page.parent_path());
  write_text(page, output::calibration_page(calibration, subject, maker));
  write_text(page.parent_path() / "calibration.svg", output::widths_picture(calibration, subject));
  watcher.say(fmt::format("Report: {}", page.string()));
  return 0;
}

}  // namespace chokepoint::app
