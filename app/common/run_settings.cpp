// The schedule of the month, the machine and the person's screen, for whoever runs.
#include "app/common/run_settings.hpp"

#include <algorithm>
#include <thread>

#include "agents/schedule.hpp"
#include "app/common/memory.hpp"
#include "app/common/terminal.hpp"

namespace chokepoint::app {

RunSettings run_settings(const RunOptions& options) {
  RunSettings out;
  out.phases = agents::monthly_schedule();
  out.seed = options.seed, out.runs = options.runs;
  out.threads =
      options.threads > 0 ? options.threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  if (!options.quiet)
    out.progress = [](const std::string& what) {
      return [bar = std::make_shared<ProgressBar>(what)](std::size_t done, std::size_t of) { bar->show(done, of); };
    };
  out.stop = &interrupted;
  out.available_memory = available_memory;
  out.require_memory = [quiet = options.quiet](const MemoryNeed& need) { require_memory(need, quiet); };
  return out;
}

}  // namespace chokepoint::app
