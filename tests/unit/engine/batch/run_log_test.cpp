// Logs that survive what happens to files, and what all of them say together.
#include "engine/batch/run_log.hpp"

#include <fstream>

#include "engine/batch/run_index.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/text.hpp"

namespace run_log_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

RunRecord record_of(std::uint64_t index) {
  RunRecord out;
  out.key = {index, index * 7};
  out.index = index;
  out.seconds = 0.5;
  out.outputs = {static_cast<double>(index), 1.0 / 3};
  out.series = {1.5F, 2.5F};
  out.ended = 1000 + index;
  return out;
}

void write_log(const std::filesystem::path& file, std::uint64_t first, std::uint64_t last) {
  LogWriter log(file, "head");
  for (std::uint64_t i = first; i < last; ++i) log.start({i, i * 7}, i), log.end(record_of(i));
}

std::size_t ends_in(const std::filesystem::path& file, std::uint64_t* skipped = nullptr) {
  std::size_t out = 0;
  LogReader reader(file);
  for (auto kind = reader.next(); kind != LogReader::Kind::nothing; kind = reader.next()) {
    if (kind != LogReader::Kind::end) continue;
    const RunRecord r = reader.record();
    CHECK(r.outputs == record_of(r.index).outputs);
    CHECK(r.series == record_of(r.index).series);
    ++out;
  }
  if (skipped) *skipped = reader.skipped();
  return out;
}

}  // namespace

TEST_CASE("run log: what is written is read, and a second writer goes on", "[unit]") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "a.log";
  write_log(file, 0, 100);
  write_log(file, 100, 150);
  std::uint64_t skipped = 1;
  CHECK(ends_in(file, &skipped) == 150);
  CHECK(skipped == 0);
  LogReader reader(file);
  CHECK(reader.next() == LogReader::Kind::header);
  CHECK(reader.header() == "head");
}

TEST_CASE("run log: cut anywhere, all whole records before the cut are read, and those after it once writing goes on",
          "[unit]") {
  const TemporaryFolder folder;
  write_log(folder.path() / "whole.log", 0, 6);
  const std::string whole = text_of(folder.path() / "whole.log");
  std::size_t last = 0;
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const auto file = folder.write("cut.log", whole.substr(0, size));
    const std::size_t ends = ends_in(file);
    CHECK(ends >= last);
    last = ends;
    LogWriter(file, "head").end(record_of(77));
    CHECK(ends_in(file) == ends + 1);
  }
  CHECK(last == 6);
}

TEST_CASE("run log: a byte that is turned costs one record, wherever it stands", "[unit]") {
  const TemporaryFolder folder;
  write_log(folder.path() / "whole.log", 0, 4);
  const std::string whole = text_of(folder.path() / "whole.log");
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string turned = whole;
    turned[at] = static_cast<char>(turned[at] ^ 0x10);
    std::uint64_t skipped = 0;
    CHECK(ends_in(folder.write("turned.log", turned), &skipped) >= 3);
    CHECK(skipped > 0);
  }
}

TEST_CASE("run log: what cannot be written is told", "[unit]") {
  CHECK_THROWS_AS(LogWriter("/nowhere/a.log", ""), LogError);
}

TEST_CASE("run_index: success counts for good, else the latest failure; starts without an end are open", "[unit]") {
  const TemporaryFolder folder;
  {
    LogWriter a(folder.path() / "a.log", ""), b(folder.path() / "b.log", "");
    RunRecord bad = record_of(1);
    bad.status = RunStatus::crashed;
    a.start(bad.key, 1), a.end(bad);
    b.start(bad.key, 1), b.end(record_of(1));
    RunRecord good = record_of(2);
    a.start(good.key, 2), a.end(good);
    RunRecord late = record_of(2);
    late.status = RunStatus::timeout;
    b.end(late), b.end(good);
    a.start({3, 3}, 3), b.start({3, 3}, 3);
    RunRecord stopped = record_of(4);
    stopped.status = RunStatus::stopped;
    a.start(stopped.key, 4), a.end(stopped);
  }
  const RunIndex run_index(folder.path());
  CHECK(run_index.find({1, 7})->status == RunStatus::ok);
  CHECK(run_index.find({2, 14})->status == RunStatus::ok);
  CHECK(run_index.repeats().size() == 1);
  CHECK_FALSE(run_index.find({3, 3})->ended);
  CHECK(run_index.find({3, 3})->open == 2);
  CHECK_FALSE(run_index.find({4, 28})->ended);
  CHECK(run_index.find({4, 28})->open == 0);
  CHECK(run_index.find({5, 5}) == nullptr);
  CHECK(run_index.logs().size() == 2);
}

}  // namespace run_log_test
