// Reading what the system says of memory.
#include "app/common/memory.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>

#include "engine/base/error.hpp"

namespace chokepoint::app {
namespace {

constexpr std::size_t endless = std::numeric_limits<std::size_t>::max();

/// The number after a word in a file of `word: number kB` lines, in bytes.
std::optional<std::size_t> kilobytes(const char* file, const std::string& word) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string name;
    std::size_t number = 0;
    if (words >> name >> number && name == word) return number * 1024;
  }
  return std::nullopt;
}

std::optional<std::size_t> number_in(const std::string& file) {
  std::ifstream in(file);
  std::size_t number = 0;
  if (in >> number) return number;
  return std::nullopt;
}

/// What the control groups of this process leave, the narrowest of them.
std::size_t left_by_groups() {
  std::size_t out = endless;
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const bool unified = second == first + 1;
    if (!unified && line.substr(first + 1, second - first - 1) != "memory") continue;
    const std::string root = unified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
    for (std::string path = line.substr(second + 1);; path.erase(path.rfind('/'))) {
      const std::string folder = root + (path == "/" ? "" : path);
      const auto most =
          number_in(folder + (unified ? "/memory.max" : "/memory.limit_in_bytes"));  // the word `max` is no number
      const auto used = number_in(folder + (unified ? "/memory.current" : "/memory.usage_in_bytes"));
      if (most && used) out = std::min(out, *most > *used ? *most - *used : 0);
      if (path.empty() || path == "/") break;
    }
  }
  return out;
}

}  // namespace

std::size_t available_memory() {
  std::size_t out = std::min(kilobytes("/proc/meminfo", "MemAvailable:").value_or(endless), left_by_groups());
  rlimit limit{};
  const std::size_t taken = kilobytes("/proc/self/status", "VmSize:").value_or(0);
  if (::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    out = std::min(
        out, static_cast<std::size_t>(limit.rlim_cur) - std::min(taken, static_cast<std::size_t>(limit.rlim_cur)));
  return out;
}

std::string memory_text(std::size_t bytes) {
  const double mega = static_cast<double>(bytes) / 1e6;
  if (mega < 9.95) return fmt::format("{:.1f} MB", mega);
  if (mega < 999.5) return fmt::format("{:.0f} MB", mega);
  return mega < 9950 ? fmt::format("{:.1f} GB", mega / 1e3) : fmt::format("{:.0f} GB", mega / 1e3);
}

void require_memory(const MemoryNeed& need, bool quiet) {
  constexpr std::size_t much = 2'000'000'000;
  const std::size_t there = available_memory(), wanted = need.total();
  const std::string each = fmt::format("{} runs{} need about {} of memory, {} {}", need.runs,
                                       need.scenarios > 1 ? fmt::format(" of {} scenarios", need.scenarios) : "",
                                       memory_text(wanted), memory_text(need.a_run),
                                       need.scenarios == 2  ? "a pair"
                                       : need.scenarios > 2 ? "for one of each"
                                                            : "each");
  if (wanted > there)
    throw ScenarioError(
        {{{"--runs"},
          fmt::format("{}; {} are available. Keep fewer series (--metrics eci_gap,compute_share), ask for fewer runs, "
                      "or make it a batch study, which keeps a few figures of each run (simulate sweep)",
                      each, memory_text(there))}});
  if (wanted > much && !quiet) fmt::print(stderr, "{}; {} are available\n", each, memory_text(there));
}

}  // namespace chokepoint::app
