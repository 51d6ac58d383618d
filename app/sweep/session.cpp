// Opening a study's folder.
#include "app/sweep/session.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>

#include "agents/schedule.hpp"
#include "app/common/machine.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

std::atomic<int> asked_by = 0;

Shard shard_of(const std::string& text) {
  if (text.empty()) return {};
  const std::size_t slash = text.find('/');
  const auto number = config::parse_number(text.substr(0, slash)),
             count = slash == std::string::npos ? std::nullopt : config::parse_number(text.substr(slash + 1));
  if (!number || !count || *number < 0 || *count < 1 || *number >= *count || *count > 1e6 ||
      *number != std::floor(*number) || *count != std::floor(*count))
    throw ScenarioError(
        {{{"--shard"}, fmt::format("'{}' should be I/N, whole numbers with 0 <= I < N <= 1000000, as 0/8", text)}});
  return {static_cast<std::size_t>(*number), static_cast<std::size_t>(*count)};
}

std::set<RunStatus> retried(const std::vector<std::string>& words) {
  std::set<RunStatus> out;
  const std::vector<std::string>& names = run_status_names();
  const std::vector<std::string> known(names.begin() + 1, names.end() - 1);
  for (const std::string& word : words) {
    const auto at = std::ranges::find(known, word);
    if (word == "all")
      for (std::size_t k = 1; k + 1 < names.size(); ++k) out.insert(static_cast<RunStatus>(k));
    else if (at == known.end())
      throw ScenarioError(
          {{{"--retry"}, fmt::format("'{}' is no way in which a run fails{}", word, suggestion(word, known))}});
    else
      out.insert(static_cast<RunStatus>(at - known.begin() + 1));
  }
  return out;
}

std::size_t failures_allowed(const std::string& word) {
  if (word == "continue") return 0;
  if (word == "fail-fast") return 1;
  const auto number = word.starts_with("stop-after=") ? config::parse_number(word.substr(11)) : std::nullopt;
  if (!number || *number < 1 || *number > static_cast<double>(most_runs) || *number != std::floor(*number))
    throw ScenarioError(
        {{{"--on-error"},
          fmt::format("'{}' should be continue, fail-fast or stop-after=N, N from 1 to {}", word, most_runs)}});
  return static_cast<std::size_t>(*number);
}

/// Of a worker beyond what it begins with, megabytes.
std::size_t memory_limit(const SweepOptions& options, const SweepStudy& study) {
  return options.megabytes >= 0 ? static_cast<std::size_t>(options.megabytes) : study.limits.megabytes;
}

/// What differs between the study that a folder was made for and the one that is asked for.
std::string what_changed(const PlanSpec& was, const PlanSpec& is) {
  std::vector<std::string> out;
  const auto differs = [&](bool changed, const char* what) {
    if (changed) out.emplace_back(what);
  };
  differs(was.model != is.model,
          was.version != is.version ? "the model (its version)" : "the model (its sources or data)");
  differs(was.seed != is.seed, "the seed");
  differs(was.set_rows != is.set_rows, "the parameter sets");
  const auto columns = [](const PlanSpec& spec) {
    std::string text = fmt::format("{}", spec.months);
    for (const auto* list : {&spec.outputs, &spec.series})
      for (const OutputColumn& c : *list) text += fmt::format("|{} {} {}", c.metric, c.agent, c.month);
    return text;
  };
  differs(columns(was) != columns(is), "the outputs");
  const auto contents = [](const PlanSpec& spec) {
    std::vector<ContentKey> keys;
    for (const Alternative& a : spec.alternatives) keys.push_back(a.content);
    return keys;
  };
  differs(contents(was) != contents(is), "a scenario");
  if (out.empty()) return "factors or design changed, or there are fewer points or replicates";
  std::string text = out[0];
  for (std::size_t k = 1; k < out.size(); ++k) text += (k + 1 < out.size() ? ", " : " and ") + out[k];
  return text + " changed";
}

}  // namespace

void stop_on_signals() {
  struct sigaction stop = {};
  stop.sa_handler = [](int signal) {
    asked_by = signal;
    interrupted = true;
  };
  stop.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) ::sigaction(signal, &stop, nullptr);
}

int stopped_code() { return asked_by == SIGINT ? 130 : 75; }

PlanSpec locked_plan(const SweepFiles& files) {
  std::string why = "is not there: this is no folder of a study";
  if (fs::is_regular_file(files.lock())) try {
      return plan_from_json(read_bytes(files.lock()).value_or(""));
    } catch (const ScenarioError& error) {
      Mistake mistake = error.mistakes()[0];
      mistake.place.file = files.lock().string();
      throw ScenarioError({mistake});
    } catch (const std::exception& error) {
      why = fmt::format("is no lock of a study: {}", error.what());
    }
  throw ScenarioError({{{files.lock().string()}, why}});
}

SweepSession::SweepSession(const SweepOptions& options)
    : options_(options),
      study_(load_sweep(options)),
      plan_(study_.spec),
      files_{sweep_folder(options, study_.spec.name)},
      trial_(study_, plan_, agents::monthly_schedule(), memory_limit(options, study_)) {
  const Shard shard = shard_of(options.shard);
  (void)failures_allowed(options.on_error);
  ProgressBar bar("planning");
  pending_ = pending_runs(plan_, RunIndex(files_.logs()), shard, retried(options.retry),
                          [&](std::size_t done, std::size_t total) {
                            if (interrupted && stopped_code() == 130)
                              throw Interrupted{};  // a batch system's stop has its own code: once workers would begin
                            bar.show(done, total);
                          });
  check_changes();
}

void SweepSession::check_changes() const {
  if (options_.force_new || pending_.foreign == 0 || !fs::exists(files_.lock())) return;
  throw ScenarioError({{{files_.lock().string()},
                        fmt::format("{} runs recorded here are none of this study any more: {}. Give another folder "
                                    "with --out, or leave them aside with --force-new",
                                    pending_.foreign, what_changed(locked_plan(files_), plan_.spec()))}});
}

std::string SweepSession::label() const {
  std::string host = host_name();
  std::ranges::replace_if(
      host, [](unsigned char c) { return std::isalnum(c) == 0 && c != '-'; }, '_');
  return fmt::format("{}.{}.{}", host, now_milliseconds(), ::getpid());
}

void SweepSession::open() {
  std::error_code error;
  fs::create_directories(files_.logs(), error);
  if (error) throw OutputError(fmt::format("cannot make {}: {}", files_.logs().string(), error.message()));
  const std::string lock = to_json(plan_.spec());
  if (!fs::exists(files_.lock()) || read_bytes(files_.lock()) != lock) {
    write_text(files_.lock(), lock);
    write_text(files_.study(), read_bytes(study_.file).value_or(""));
  }
  header_ = machine_header(fmt::format("simulate sweep run {}{}", options_.study,
                                       options_.shard.empty() ? "" : " --shard " + options_.shard));
  if (pending_.lost.empty()) return;
  LogWriter log(files_.logs() / (label() + ".lost.log"), header_);
  for (const std::uint64_t index : pending_.lost) {
    RunRecord record;
    record.key = trial_.key(index), record.index = index, record.status = RunStatus::lost,
    record.ended = now_milliseconds();
    record.reason =
        fmt::format("begun {} times, and each time the program or the machine ended with it", most_attempts);
    log.end(record);
  }
}

WorkerPool SweepSession::workers(std::size_t count) {
  PoolOptions pool;
  pool.folder = files_.logs(), pool.label = label(), pool.header = header_;
  pool.workers = count > 0 ? count : usable_cores();
  pool.seconds = options_.seconds >= 0 ? options_.seconds : study_.limits.seconds;
  pool.megabytes = memory_limit(options_, study_);
  pool.failures = failures_allowed(options_.on_error);
  return {Trial{[this](std::uint64_t index) { return trial_.key(index); },
                [this](std::uint64_t index) { return trial_(index); }},
          pool};
}

}  // namespace chokepoint::app
