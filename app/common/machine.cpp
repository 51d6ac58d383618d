// Asking the system.
#include "app/common/machine.hpp"

#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/build.hpp"
#include "engine/base/elementary_spans.hpp"
#include "engine/base/json_text.hpp"
#include "engine/batch/run_log.hpp"

extern char** environ;

namespace chokepoint::app {

std::string host_name() {
  char name[256] = "host";
  (void)::gethostname(name, sizeof name - 1);
  return name;
}

std::string processor_name() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown";
}

std::string compiler_name() {
#ifdef __clang__
  return "clang " __clang_version__;
#else
  return "GCC " __VERSION__;
#endif
}

std::string machine_header(const std::string& command) {
  nlohmann::ordered_json out = {{"command", command},
                                {"host", host_name()},
                                {"process", ::getpid()},
                                {"began", now_milliseconds()},
                                {"processor", processor_name()},
                                {"libc", ::gnu_get_libc_version()},
                                {"compiler", __VERSION__},
                                {"version", CHOKEPOINT_VERSION},
                                {"sources", model_sources()},
                                {"arithmetic", fmt::format("{:016x}", maths::fingerprint())}};
  for (char** entry = environ; *entry; ++entry) {
    const std::string said = *entry;
    for (const char* name : {"SLURM_JOB_ID", "SLURM_ARRAY_JOB_ID", "SLURM_ARRAY_TASK_ID", "SLURMD_NODENAME",
                             "SLURM_PROCID", "OMPI_COMM_WORLD_RANK", "PMIX_RANK"})
      if (said.starts_with(std::string(name) + "=")) out["place"][name] = said.substr(said.find('=') + 1);
  }
  return json_text(out);
}

}  // namespace chokepoint::app
