// simulate sweep submit
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>

#include "app/common/terminal.hpp"
#include "app/sweep/session.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

/// What every job of the study says of itself.
std::string head(const SweepOptions& o, const std::string& name, const fs::path& folder, const char* log) {
  std::string out = fmt::format("#!/bin/bash\n#SBATCH --job-name={}\n#SBATCH --output={}\n#SBATCH --open-mode=append\n",
                                name, (folder / log).string());
  if (!o.partition.empty()) out += fmt::format("#SBATCH --partition={}\n", o.partition);
  if (!o.time.empty()) out += fmt::format("#SBATCH --time={}\n", o.time);
  return out;
}

/// Options of `simulate sweep run` that the jobs take over.
std::string passed_on(const SweepOptions& o) {
  std::string out;
  if (!o.data.empty()) out += " --data " + quoted(fs::absolute(o.data).string());
  if (o.on_error != "continue") out += " --on-error " + o.on_error;
  if (!o.retry.empty()) out += fmt::format(" --retry {}", fmt::join(o.retry, ","));
  if (o.seconds >= 0) out += fmt::format(" --time-limit {}", o.seconds);
  if (o.megabytes >= 0) out += fmt::format(" --memory-limit {}", o.megabytes);
  if (o.force_new) out += " --force-new";
  return out;
}

/// Runs the work in the background, because a shell hears signals only while it waits; a task that was stopped goes
/// back to the queue.
std::string until_done(const std::string& command, const std::string& job) {
  return "asked=\ntrap 'asked=yes; kill -USR1 $child 2>/dev/null' USR1 TERM\n" + command +
         " &\nchild=$!\nwait $child; code=$?\n[ -z \"$asked\" ] || { wait $child; code=$?; }\n" +
         "[ $code -ne 75 ] || exec scontrol requeue " + job + "\nexit $code\n";
}

std::string work_script(const SweepOptions& o, const std::string& name, const fs::path& folder,
                        const std::string& simulate, const std::string& study) {
  const std::size_t workers = std::max<std::size_t>(1, o.workers);
  const std::string where = fmt::format("{} --out {}{}", quoted(study), quoted(folder.string()), passed_on(o));
  const std::string common =
      fmt::format("#SBATCH --requeue\n#SBATCH --signal=B:USR1@60\n#SBATCH --cpus-per-task={}\n", workers);
  const fs::path logs = folder / "slurm";
  if (o.mpi > 0) {
    std::string out = head(o, name, logs, "%j.out") + common + fmt::format("#SBATCH --ntasks={}\n", o.mpi);
    if (o.nodes > 0) out += fmt::format("#SBATCH --nodes={}\n", o.nodes);
    out += "export OMPI_MCA_mpi_yield_when_idle=1  # srun does not say so by itself\n";
    return out +
           until_done(fmt::format("srun --mpi=pmix --kill-on-bad-exit=1 {} {} --workers {}",
                                  quoted(fs::path(simulate).replace_filename("simulate-mpi").string()), where, workers),
                      "$SLURM_JOB_ID");
  }
  return head(o, name, logs, "%A_%a.out") + common + fmt::format("#SBATCH --array=0-{}\n", o.shards - 1) +
         until_done(fmt::format("{} sweep run {} --shard $SLURM_ARRAY_TASK_ID/{} --workers {} --quiet",
                                quoted(simulate), where, o.shards, workers),
                    "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID");
}

/// Runs a command and gives its first line; throws OutputError if it fails.
std::string first_line(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"),
                                                             [](std::FILE*) { return 0; });
  std::array<char, 256> text = {};
  if (pipe && !std::fgets(text.data(), text.size(), pipe.get())) text[0] = '\0';
  const int status = pipe ? ::pclose(pipe.get()) : -1;
  if (status != 0) throw OutputError(fmt::format("`{}` failed: is this a machine of the cluster?", command));
  std::string out = text.data();
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

}  // namespace

int sweep_submit(const SweepOptions& options) {
  SweepOptions o = options;
  SweepSession session(o);
  const std::string name = session.plan().spec().name;
  const fs::path folder = fs::absolute(session.files().folder);
  const std::string simulate = fs::read_symlink("/proc/self/exe").string();
  const std::string work = work_script(o, name, folder, simulate, fs::absolute(session.study_file()).string());
  const std::string collect = head(o, name + "-collect", folder / "slurm", "collect_%j.out") +
                              fmt::format("exec {} sweep collect {}\n", quoted(simulate), quoted(folder.string()));
  const fs::path work_file = folder / "slurm" / (o.mpi > 0 ? "mpi.sbatch" : "array.sbatch"),
                 collect_file = folder / "slurm" / "collect.sbatch";
  if (o.print) {
    fmt::print("# {}\n{}\n# {}\n{}\n# sbatch {}; sbatch --dependency=afterany:JOB {}\n", work_file.string(), work,
               collect_file.string(), collect, work_file.string(), collect_file.string());
    return 0;
  }
  session.open();
  fs::create_directories(folder / "slurm");
  write_text(work_file, work);
  write_text(collect_file, collect);
  const std::string job = first_line("sbatch --parsable " + quoted(work_file.string()));
  // Shards that fail leave records too: the collector waits for their end, not for their success.
  const std::string collector =
      first_line(fmt::format("sbatch --parsable --dependency=afterany:{} {}", job, quoted(collect_file.string())));
  fmt::print("{}: {} runs left, job {} ({}), then job {} collects\n", name, session.pending().todo.size(), job,
             o.mpi > 0 ? fmt::format("{} ranks", o.mpi) : fmt::format("{} shards", o.shards), collector);
  fmt::print("Watch: {} sweep status {} --watch\n", typed_name(), folder.string());
  return 0;
}

}  // namespace chokepoint::app
