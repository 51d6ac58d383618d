// Fuzzes the scenario loader: any text is either read, and then runs, or refused with mistakes; it never crashes or
// hangs. Built with clang's libFuzzer by the preset `fuzz`; `tests/fuzz/run.sh SECONDS` builds and runs it.
#include <unistd.h>

#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "agents/schedule.hpp"
#include "engine/measure/metric_table.hpp"
#include "engine/run/simulation.hpp"

namespace {

using namespace chokepoint;
namespace fs = std::filesystem;

/// The scenarios of the project beside the input, so that it can extend them and draw in their policies.
const fs::path& folder() {
  static const fs::path place = [] {
    const fs::path memory = fs::is_directory("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
    const fs::path made = memory / ("chokepoint-fuzz-" + std::to_string(::getpid()));
    fs::remove_all(made);
    fs::copy(fs::path(CHOKEPOINT_SOURCE_DIR) / "scenarios", made, fs::copy_options::recursive);
    std::atexit([] { fs::remove_all(folder()); });
    return made;
  }();
  return place;
}

/// A population of a thousand firms or more: right, but too slow to run here.
bool is_large(std::string_view text) {
  if (text.find("synthetic_firms") != std::string_view::npos) return true;
  if (text.find("synthesize") == std::string_view::npos) return false;
  for (std::size_t at = text.find("firms"); at != std::string_view::npos; at = text.find("firms", at + 1)) {
    const std::size_t number = text.find_first_not_of(": \t\n\"'", at + 5);
    if (number == std::string_view::npos || !std::isdigit(static_cast<unsigned char>(text[number]))) continue;
    if (text.find_first_of(",} \t\n", number) > number + 3) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (is_large({reinterpret_cast<const char*>(data), size})) return -1;  // not to be kept
  static ScenarioLoader loader(
      {fs::path(CHOKEPOINT_SOURCE_DIR) / "data", {}, {}, {}, Month::of(2018, 12), metric_catalogue});
  const fs::path file = folder() / "input.yaml";
  std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  try {
    const std::vector<Scenario> members = loader.load(file);
    const Scenario& first = members.at(0);
    const Layout layout(*first.initial->world.data);
    Recorder recorder(layout, *first.initial->world.data, static_cast<std::size_t>(first.end.index) + 1);
    Simulation(first, agents::monthly_schedule(), 1, 0, &recorder).run();
  } catch (const ScenarioError& error) {
    for (const Mistake& mistake : error.mistakes())
      if (mistake.what.empty() || mistake.place.file.empty()) std::abort();  // a mistake must teach
  }
  return 0;
}
