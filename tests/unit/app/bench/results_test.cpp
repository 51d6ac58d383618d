// Measured workloads told three ways, from timings known by pencil.
#include "app/bench/results.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/bench/workloads.hpp"
#include "app/common/machine.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"
#include "tests/support/runs.hpp"

namespace results_test {

using namespace chokepoint;
using namespace chokepoint::app;
using chokepoint::test::has;

namespace {

bench::Sample sample(double seconds) {
  bench::Sample s;
  s.seconds = seconds, s.hash = 0xabc, s.peak_bytes = 3 << 20, s.heap_growth = 240, s.agents = 100, s.links = 1000;
  return s;
}

/// One workload of 24 months and 4 runs: 1, 2 and 3 seconds alone, 1 on two threads, an error on four.
struct Made {
  bench::Workload workload;
  BenchResults results;

  Made() {
    workload.name = "small", workload.what = "a small world", workload.months = 24, workload.runs = 4;
    workload.bytes = 1e9;
    results.timings = {{&workload, 1, {sample(3), sample(1), sample(2)}, ""},
                       {&workload, 2, {sample(1)}, ""},
                       {&workload, 4, {}, "no memory"}};
    results.ceilings = {{1, {24e9, 1e-8}}, {2, {48e9, 1e-8}}};
    results.processor = "made", results.compiler = "GCC 12", results.version = "9.9.9";
    results.command = "simulate-bench", results.cores = 2, results.repeat = 3;
  }
};

}  // namespace

TEST_CASE("a timing: quantiles of its seconds, and rates by the median", "[unit]") {
  const Made made;
  const Timing& alone = made.results.timings[0];
  CHECK((alone.seconds(0) == 1 && alone.seconds(0.5) == 2 && alone.seconds(1) == 3));
  CHECK(alone.agent_months() == 100 * 24 / 2.0);
  CHECK(alone.link_months() == 1000 * 24 / 2.0);
  CHECK(made.results.timings[2].seconds(0.5) == 0);
  CHECK(made.results.alone(made.results.timings[1]) == &alone);
  CHECK(made.results.share_of_triad(alone) == Approx(0.5));  // 24e9 bytes in 2 s of 24e9 a second
  CHECK(made.results.share_of_triad(made.results.timings[2]) == 0);
}

TEST_CASE("more threads that do not help are remarked on", "[unit]") {
  Made made;
  Timing& two = made.results.timings[1];
  CHECK(made.results.remark(made.results.timings[0]).empty());
  CHECK(made.results.remark(two).empty());
  two.samples = {sample(1.9)};
  CHECK(made.results.remark(two) == "no gain: too little work for threads");
  two.samples = {sample(2.5)};
  CHECK(made.results.remark(two) == "2 threads are slower here");
  made.results.cores = 1;
  CHECK(made.results.remark(two) == "more threads than cores");
}

TEST_CASE("the table, JSON and the page say the same; what failed is told as left out", "[unit]") {
  const Made made;
  const std::string text = made.results.text(), page = made.results.page();
  CHECK(
      has(text,
          "made, 2 cores; GCC 12; medians of 3, in turns\n1 thread: triad 24.0 GB/s, random read of 8 bytes 10.0 ns"));
  CHECK(has(text, "left out: no memory\n"));
  CHECK(has(text, "2.00 s"));
  CHECK(
      has(page, "| `small` | 1 | 2.00 s | 1.00 s .. 3.00 s | 1.20 k | 12.0 k | 2.000 |  | 12.0 GB/s, 50 % | 3 |  |\n"));
  CHECK(has(page, "| `small` | 4 | left out: no memory |"));
  CHECK(has(page, "| `small` | a small world | 100 | 1000 | 24 | 4 |\n"));
  const auto json = parse_ordered_json(made.results.json(), "bench.json");
  REQUIRE(json["workloads"].size() == 3);
  const auto& alone = json["workloads"][0];
  CHECK(
      (alone["seconds"]["median"] == 2 && alone["seconds"]["all"].size() == 3 && alone["hash"] == "0000000000000abc"));
  CHECK((alone["runs_per_second"] == 2 && alone["heap_growth_per_month"] == 10));
  CHECK(json["workloads"][1]["speed_up"] == 2);
  CHECK(json["workloads"][2]["error"] == "no memory");
  CHECK_FALSE(json["workloads"][2].contains("seconds"));
}

TEST_CASE("a page written anew keeps the sections below its tables", "[unit]") {
  const test::TemporaryFolder folder;
  const Made made;
  const auto page = folder.path() / "performance.md";
  CHECK(sections_of(page).empty());
  write_text(page, made.results.page());
  CHECK(sections_of(page).empty());
  write_text(page, made.results.page() + "\n## Phases\n\nTable.\n\n## Flags\n");
  CHECK(sections_of(page) == "\n## Phases\n\nTable.\n\n## Flags\n");
}

TEST_CASE("the machine is told so that logs can be compared", "[unit]") {
  const auto json = parse_ordered_json(machine_header("simulate x"), "header");
  CHECK((json["command"] == "simulate x" && json["host"] == host_name() && json["processor"] == processor_name()));
  CHECK(json["arithmetic"].get<std::string>().size() == 16);
  CHECK_FALSE(compiler_name().empty());
  CHECK(machine_header("x").find('\n') == std::string::npos);  // one line of a log
}

TEST_CASE("workloads: names of their own, shorter ensembles if quick", "[unit]") {
  const auto all = all_workloads(test::source_folder() / "data", false),
             quick = all_workloads(test::source_folder() / "data", true);
  REQUIRE(all.size() == quick.size());
  std::vector<std::string> names;
  for (std::size_t k = 0; k < all.size(); ++k) {
    INFO(all[k].name);
    CHECK(std::ranges::find(names, all[k].name) == names.end());
    names.push_back(all[k].name);
    CHECK((all[k].name == quick[k].name && all[k].months > 0 && quick[k].runs <= all[k].runs));
  }
  CHECK(all[1].runs == 10 * quick[1].runs);
}

}  // namespace results_test
