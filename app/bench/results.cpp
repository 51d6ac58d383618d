// Measured workloads as a table, as JSON and as a page.
#include "app/bench/results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/methods/statistics.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"

namespace chokepoint::app {
namespace {

/// A number of anything a second, with three digits.
std::string rate(double value) {
  for (const auto& [size, letter] : {std::pair{1e9, "G"}, {1e6, "M"}, {1e3, "k"}})
    if (value >= size) return fmt::format("{:#.3g} {}", value / size, letter);
  return fmt::format("{:#.3g}", value);
}

std::string seconds_text(double s) {
  return s >= 1      ? fmt::format("{:#.3g} s", s)
         : s >= 1e-3 ? fmt::format("{:#.3g} ms", s * 1e3)
                     : fmt::format("{:#.3g} us", s * 1e6);
}

double most(const std::vector<bench::Sample>& samples, double bench::Sample::*member) {
  double out = 0;
  for (const bench::Sample& s : samples) out = std::max(out, s.*member);
  return out;
}

const bench::Ceilings* ceilings_at(const BenchResults& results, int threads) {
  for (const auto& [t, c] : results.ceilings)
    if (t == threads) return &c;
  return nullptr;
}

struct Cells {
  std::string time, spread, agent_months, links, runs, scaling, bandwidth, memory, heap;
};

Cells cells_of(const BenchResults& results, const Timing& t) {
  const bench::Workload& w = *t.workload;
  Cells out;
  const double median = t.seconds(0.5);
  out.time = seconds_text(median);
  out.spread = fmt::format("{} .. {}", seconds_text(t.seconds(0)), seconds_text(t.seconds(1)));
  out.agent_months = rate(t.agent_months());
  out.links = rate(t.link_months());
  if (w.runs > 1) out.runs = fmt::format("{:#.4g}", w.runs / median);
  if (const Timing* one = results.alone(t); one && t.threads > 1)
    out.scaling = fmt::format("{:.2f}", one->seconds(0.5) / median);
  if (w.bytes > 0)
    out.bandwidth =
        fmt::format("{:.1f} GB/s, {:.0f} %", w.bytes * w.months / median / 1e9, 100 * results.share_of_triad(t));
  out.memory = fmt::format("{:.0f}", most(t.samples, &bench::Sample::peak_bytes) / 1048576);
  out.heap = fmt::format("{:.0f}", std::max(0.0, most(t.samples, &bench::Sample::heap_growth)) / w.months);
  return out;
}

std::string ceilings_text(const BenchResults& results) {
  std::string out;
  for (const auto& [threads, c] : results.ceilings)
    out += fmt::format("{}{} thread{}: triad {:.1f} GB/s, random read of 8 bytes {:.1f} ns", out.empty() ? "" : "; ",
                       threads, threads == 1 ? "" : "s", c.triad / 1e9, c.gather * 1e9 / threads);
  return out;
}

}  // namespace

double Timing::seconds(double share) const {
  std::vector<double> all;
  for (const bench::Sample& s : samples) all.push_back(s.seconds);
  std::ranges::sort(all);
  return all.empty() ? 0 : quantile(all, share);
}

const Timing* BenchResults::alone(const Timing& timing) const {
  for (const Timing& t : timings)
    if (t.workload == timing.workload && t.threads == 1 && t.error.empty()) return &t;
  return nullptr;
}

std::string BenchResults::remark(const Timing& timing) const {
  const Timing* one = alone(timing);
  if (!one || timing.threads == 1) return {};
  const double gain = one->seconds(0.5) / timing.seconds(0.5);
  if (timing.threads > cores) return "more threads than cores";
  if (gain < 0.98) return fmt::format("{} threads are slower here", timing.threads);
  if (gain < 1.1) return "no gain: too little work for threads";
  return {};
}

double BenchResults::share_of_triad(const Timing& timing) const {
  const bench::Ceilings* c = ceilings_at(*this, timing.threads);
  return c && c->triad > 0 ? timing.workload->bytes * timing.workload->months / timing.seconds(0.5) / c->triad : 0;
}

std::string BenchResults::text() const {
  std::string out = fmt::format("{}, {} core{}; {}; medians of {}, in turns\n{}\n\n", processor, cores,
                                cores == 1 ? "" : "s", compiler, repeat, ceilings_text(*this));
  out += fmt::format("{:<22}{:>8}{:>10}{:>24}{:>12}{:>11}{:>9}{:>9}{:>18}{:>7}{:>8}\n", "workload", "threads", "time",
                     "least .. most", "agent-mo/s", "links/s", "runs/s", "speed-up", "bytes/s, of triad", "MiB",
                     "heap/mo");
  for (const Timing& t : timings) {
    if (!t.error.empty()) {
      out += fmt::format("{:<22}{:>8}  left out: {}\n", t.workload->name, t.threads, t.error);
      continue;
    }
    const Cells c = cells_of(*this, t);
    out += fmt::format("{:<22}{:>8}{:>10}{:>24}{:>12}{:>11}{:>9}{:>9}{:>18}{:>7}{:>8}", t.workload->name, t.threads,
                       c.time, c.spread, c.agent_months, c.links, c.runs, c.scaling, c.bandwidth, c.memory, c.heap);
    const std::string said = remark(t);
    out += said.empty() ? "\n" : "  " + said + "\n";
  }
  return out;
}

std::string BenchResults::json() const {
  nlohmann::ordered_json out = {{"processor", processor}, {"cores", cores},     {"compiler", compiler},
                                {"version", version},     {"command", command}, {"repeat", repeat}};
  out["ceilings"] = nlohmann::ordered_json::array();
  for (const auto& [threads, c] : ceilings)
    out["ceilings"].push_back(
        {{"threads", threads}, {"triad_bytes_per_second", c.triad}, {"random_read_seconds", c.gather}});
  out["workloads"] = nlohmann::ordered_json::array();
  for (const Timing& t : timings) {
    const bench::Workload& w = *t.workload;
    nlohmann::ordered_json row = {{"name", w.name}, {"what", w.what}, {"threads", t.threads}};
    if (!t.error.empty()) {
      row["error"] = t.error;
      out["workloads"].push_back(row);
      continue;
    }
    row["hash"] = fmt::format("{:016x}", t.samples.front().hash);
    row["agents"] = t.samples.front().agents, row["links"] = t.samples.front().links, row["months"] = w.months,
    row["runs"] = w.runs;
    row["seconds"] = {{"median", t.seconds(0.5)}, {"least", t.seconds(0)}, {"most", t.seconds(1)}};
    for (const bench::Sample& s : t.samples) row["seconds"]["all"].push_back(s.seconds);
    row["agent_months_per_second"] = t.agent_months();
    row["links_per_second"] = t.link_months();
    if (w.runs > 1) row["runs_per_second"] = w.runs / t.seconds(0.5);
    if (w.bytes > 0) row["bytes_per_month"] = w.bytes, row["share_of_triad"] = share_of_triad(t);
    if (const Timing* one = alone(t)) row["speed_up"] = one->seconds(0.5) / t.seconds(0.5);
    row["peak_bytes"] = most(t.samples, &bench::Sample::peak_bytes);
    row["heap_growth_per_month"] = std::max(0.0, most(t.samples, &bench::Sample::heap_growth)) / w.months;
    if (const std::string said = remark(t); !said.empty()) row["remark"] = said;
    out["workloads"].push_back(row);
  }
  return json_text(out, 1) + "\n";
}

std::string BenchResults::page() const {
  std::string out =
      fmt::format(R"(# Performance

Written by `{}` on one machine: {}, {} core{}, {}. Compare rows with each other, not with other machines: each figure is the median of {} timings
taken in turns. [How to measure](how_to/measure_speed.md) says what each column means and how to repeat this.

What the machine can do at most, by the same program: {}.

| workload | threads | time | least .. most | agent-months/s | links/s | runs/s | speed-up | traffic, of triad | MiB | remark |
|---|---|---|---|---|---|---|---|---|---|---|
)",
                  command, processor, cores, cores == 1 ? "" : "s", compiler, repeat, ceilings_text(*this));
  const bench::Workload* last = nullptr;
  std::string meanings;
  for (const Timing& t : timings) {
    if (t.workload != last && t.error.empty())
      meanings += fmt::format("| `{}` | {} | {:.0f} | {:.0f} | {:.0f} | {} |\n", t.workload->name, t.workload->what,
                              t.samples.front().agents, t.samples.front().links, t.workload->months,
                              t.workload->runs > 0 ? fmt::format("{:.0f}", t.workload->runs) : "");
    last = t.workload;
    if (!t.error.empty()) {
      out += fmt::format("| `{}` | {} | left out: {} | | | | | | | | |\n", t.workload->name, t.threads, t.error);
      continue;
    }
    const Cells c = cells_of(*this, t);
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", t.workload->name, t.threads,
                       c.time, c.spread, c.agent_months, c.links, c.runs, c.scaling, c.bandwidth, c.memory, remark(t));
  }
  return out +
         "\nThe workloads:\n\n| workload | what | agents | links | months timed | runs |\n|---|---|---|---|---|---|\n" +
         meanings;
}

std::string sections_of(const std::filesystem::path& page) {
  const std::string text = read_bytes(page).value_or("");
  const std::size_t first = text.find("\n## ");
  return first == std::string::npos ? "" : text.substr(first);
}

}  // namespace chokepoint::app
