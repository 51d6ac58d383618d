// The folder of a study: where it is, what it holds, which slips are told before anything runs.
#include "app/sweep/session.hpp"

#include "app/sweep/command.hpp"
#include "engine/base/file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/text.hpp"

namespace session_test {

namespace fs = std::filesystem;
using namespace chokepoint;
using namespace chokepoint::app;
using namespace chokepoint::test;

namespace {

constexpr const char* small_study =
    "question: \"made\"\nscenarios: [baseline]\nparameters: point\nreplicates: 2\n"
    "factors:\n  price: {set: parameters.chips.price, levels: [40, 41]}\ndesign: {kind: grid}\n"
    "outputs:\n  - {metric: eci_gap, month: 2017-03}\n";

template <class Call>
std::string mistakes_of(Call&& call) {
  try {
    call();
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("the folder of a study is what was typed, else by its name; its files have their places", "[unit]") {
  SweepOptions typed;
  CHECK(sweep_folder(typed, "small") == fs::path("results/sweeps/small"));
  typed.out = "here";
  CHECK(sweep_folder(typed, "small") == "here");
  const SweepFiles files{"here"};
  CHECK((files.lock() == "here/study.lock.json" && files.study() == "here/study.yaml"));
  CHECK((files.logs() == "here/logs" && files.results() == "here/results"));
  CHECK(usable_cores() >= 1);
  CHECK(stopped_code() == 75);  // nobody has asked yet: "try again"
}

TEST_CASE("a folder without a plan, a study that is not there, a shard that is none: mistakes", "[unit]") {
  const TemporaryFolder folder;
  CHECK(has(mistakes_of([&] { (void)locked_plan({folder.path()}); }), folder.path().string()));
  SweepOptions typed;
  typed.study = "nonesuch";
  CHECK(has(mistakes_of([&] { (void)load_sweep(typed); }), "nonesuch"));
}

TEST_CASE("a session makes its folder, and the same study goes on in it; a changed one does not", "[unit]") {
  const TemporaryFolder folder;
  SweepOptions typed;
  typed.study = folder.write("small.yaml", small_study).string();
  typed.out = (folder.path() / "out").string(), typed.quiet = true;
  {
    SweepSession session(typed);
    CHECK(session.plan().runs() == 4);   // two prices, two replicates
    CHECK_FALSE(fs::exists(typed.out));  // nothing before it is opened
    session.open();
    CHECK(fs::exists(session.files().lock()));
    CHECK(text_of(session.files().study()) == small_study);
    CHECK(locked_plan(session.files()).name == "small");
  }
  SweepSession again(typed);
  CHECK(again.pending().lost.empty());
  typed.shard = "2/2";
  CHECK(has(mistakes_of([&] { SweepSession{typed}; }), "--shard: '2/2' should be I/N, whole numbers with 0 <= I < N"));
  typed.shard.clear(), typed.out = (folder.path() / "small.yaml" / "out").string();
  SweepSession nowhere(typed);
  CHECK_THROWS_AS(nowhere.open(), OutputError);
}

}  // namespace session_test
