// simulate calibrate
#include <fmt/format.h>

#include <chrono>

#include "agents/schedule.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
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

/// What a study calibrates with, read and checked.
struct CalibrationInputs {
  CalibrationInputs(const std::string& file, const RunOptions& options) {
    Mistakes mistakes;
    study = read_calibration_study(file, mistakes);
    mistakes.throw_if_any();
    ScenarioOptions reading = scenario_options(options);
    reading.until = Month::of(2025, 12);
    history = load_scenario(scenario_file(study.scenario), reading);
    reading.until = last_month(study.outcomes);
    futures = load_scenario(scenario_file(study.futures), reading);
    const Layout layout(*history.initial->world.data);
    const fs::path record = reading.data / "targets.csv";
    targets = read_targets(config::load_csv(record, mistakes), layout, mistakes);
    check_figures(study, futures, mistakes);
    mistakes.throw_if_any();
    const Scenario* scenarios[] = {&history, &futures};
    hashes = inputs_of(study, scenarios, record);
  }

  CalibrationStudy study;
  Scenario history, futures;
  std::vector<Target> targets;
  std::map<std::string, std::string> hashes;
};

CalibrationWatch watch_with(Watcher& watcher, int threads) {
  const auto start = std::chrono::steady_clock::now();
  CalibrationWatch out;
  out.threads = threads;
  out.stop = &interrupted;
  out.progress = [&](std::size_t done, std::size_t total) { watcher.progress(done, total); };
  out.say = [&](const std::string& line) { watcher.say(line); };
  out.seconds = [start] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  return out;
}

void make_room_for(const fs::path& file) {
  if (file.has_parent_path()) fs::create_directories(file.parent_path());
}

}  // namespace

class CalibrateCommand final : public Command {
 public:
  explicit CalibrateCommand(const Program& program)
      : Command(program, "calibrate", "Draw posterior parameter sets, as a calibration file says", R"(Examples:
  simulate calibrate studies/calibration.yaml         fit to the record, write data/posterior.csv and docs/calibration.md
  simulate calibrate studies/calibration.yaml         again after Ctrl-C or a crash: goes on where it stopped
  simulate calibrate my_study.yaml --work /tmp/mine --out mine.csv --report mine.md
  simulate baseline --parameters mine.csv             run on the sets, two replicates each
  simulate fit --parameters mine.csv                  the record under them
)") {
    CLI::App& c = command();
    c.add_option("study", study_, "Study file, as studies/calibration.yaml")->required()->type_name("STUDY");
    thread_count(c.add_option("--threads", options_.threads, "Threads (default: all cores); the result is the same"));
    c.add_option("--data", options_.data, "Folder of the world's data")->type_name("FOLDER");
    c.add_option("--work", work_, "Folder of checkpoints (default: results/calibration/NAME)")->type_name("FOLDER");
    c.add_option("--out", out_, "Parameter sets (default: as the study says)")->type_name("FILE");
    c.add_option("--report", report_, "Report (default: as the study says)")->type_name("FILE");
    c.add_flag("--quiet", options_.quiet, "Print nothing but errors");
  }

  int run() override {
    const CalibrationInputs in(study_, options_);
    const CalibrationSubject subject{in.study, in.history, in.futures, in.targets, agents::monthly_schedule(),
                                     in.hashes};
    Watcher watcher(options_.quiet);
    const fs::path work = work_.empty() ? fs::path("results") / "calibration" / in.study.name : fs::path(work_);
    Calibration calibration(subject, watch_with(watcher, options_.threads), work);
    try {
      calibration.run();
    } catch (const Interrupted&) {
      fmt::print(stderr, "stopped; the same command goes on from {}\n", (work / "checkpoint.json").string());
      return 130;
    }
    write(calibration, subject, watcher);
    return 0;
  }

 private:
  void write(const Calibration& calibration, const CalibrationSubject& subject, Watcher& watcher) const {
    const output::CalibrationMaker maker{
        fmt::format("simulate calibrate {}{}", fs::path(study_).lexically_normal().string(), options_of_all(options_)),
        CHOKEPOINT_VERSION};
    const fs::path sets = output_file(out_, subject.study.output),
                   lock = fs::path(sets).replace_extension(".lock.json");
    make_room_for(sets);
    write_text(sets, output::posterior_csv(calibration, subject, maker));
    write_text(lock, output::calibration_lock(calibration, subject, maker));
    watcher.say(fmt::format("Files: {}, {}", sets.string(), lock.string()));
    const fs::path page = output_file(report_, subject.study.report);
    if (page.empty()) return;
    make_room_for(page);
    write_text(page, output::calibration_page(calibration, subject, maker));
    write_text(page.parent_path() / "calibration.svg", output::widths_picture(calibration, subject));
    watcher.say(fmt::format("Report: {}", page.string()));
  }

  std::string study_, work_, out_, report_;
  RunOptions options_;
};

template std::unique_ptr<Command> make_command<CalibrateCommand>(const Program&);

}  // namespace chokepoint::app
