// Plan minus run_index.
#include "analysis/sweep/pending_runs.hpp"

#include <algorithm>
#include <unordered_set>

namespace chokepoint {

PendingRuns pending_runs(const Plan& plan, const RunIndex& run_index, Shard shard, const std::set<RunStatus>& retry,
                         const WalkProgress& progress) {
  PendingRuns out;
  // Replicates of a point share a scenario: a few of them stay together.
  const std::size_t stripe = std::min<std::size_t>(plan.spec().replicates, 8);
  std::unordered_set<ContentKey, ContentKeyHash> seen;
  std::size_t known = 0;
  PlanWalk walk(plan);
  for (std::uint64_t index = 0; index < plan.runs(); ++index) {
    if (progress && index % 1024 == 0) progress(index, plan.runs());
    const PlanWalk::Step step = walk.at(index);
    if (!step.allowed) {
      ++out.excluded;
      continue;
    }
    if (!seen.insert(step.key).second) {
      ++out.repeated;
      continue;
    }
    const bool here = out.total++ / stripe % shard.count == shard.number;
    const RunIndexEntry* entry = run_index.find(step.key);
    known += entry != nullptr;
    if (entry && entry->ended && !retry.contains(entry->status)) {
      ++(entry->status == RunStatus::ok ? out.ok : out.failed);
    } else if (here) {
      const bool lost = entry && !entry->ended && entry->open >= most_attempts && !retry.contains(RunStatus::lost);
      (lost ? out.lost : out.todo).push_back(index);
    }
  }
  out.foreign = run_index.entries().size() - known;
  return out;
}

}  // namespace chokepoint
