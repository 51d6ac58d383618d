// Policies, overrides, families and branches: who wins, and what is refused.
#include "engine/scenario/composition.hpp"

#include "engine/scenario/account.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace composition_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

/// A folder with a small history and a few policies.
class Library : public TemporaryFolder {
 public:
  Library() {
    write("base.yaml",
          "scenario: {name: base, end: 2020-12}\n"
          "events:\n"
          "  - {id: rule, type: chip_export_ban, issuer: US, targets: [CN], start: 2018-01, tpp_max: 5000, tags: "
          "[chips]}\n"
          "  - {id: guide, type: import_guidance, issuer: CN, strength: 0.2, start: 2018-06, tags: [answer]}\n");
    write("strict.yaml",
          "policy: {name: strict, summary: tighter, conflicts_with: [loose]}\n"
          "overrides: {parameters.controls.enforcement: 0.75, events.rule.tpp_max: 1000}\n");
    write("loose.yaml", "policy: {name: loose, summary: weaker}\nwithout: {ids: [rule]}\n");
    write("needy.yaml", "policy: {name: needy, summary: needs strict, requires: strict}\n");
    write("later.yaml",
          "policy: {name: later, summary: new rule}\nevents:\n  - {id: new, type: import_guidance, issuer: CN, "
          "strength: 0.5, start: 2019-03}\n");
    write("soon.yaml",
          "policy: {name: soon, summary: when it comes}\nevents:\n  - {id: cond, type: import_guidance, issuer: CN, "
          "strength: 0.5, duration: 3, trigger: {hazard: 0.5}}\n");
    write("stop.yaml", "policy: {name: stop, summary: no rules}\nwithout: {tags: [chips, answer]}\n");
  }
  std::vector<Scenario> family(const std::string& text) const { return load_family(write("s.yaml", text), options()); }
  Scenario one(const std::string& text) const { return load_scenario(write("s.yaml", text), options()); }
  std::string refused(const std::string& text) const {
    try {
      (void)family(text);
    } catch (const ScenarioError& error) {
      return error.what();
    }
    return "read";
  }
  /// `key=final value` with the line of its place.
  std::string account(const std::string& text, const std::string& key) const {
    Mistakes mistakes;
    const Composition c = compose(write("s.yaml", text), {}, mistakes);
    const auto accounts = accounts_of(c, WorldFiles::load(data_folder(), mistakes), key, mistakes);
    if (mistakes.any()) return std::string(mistakes.all()[0].what);
    std::string out;
    for (const Statement& s : accounts[0].statements)
      out += s.value + "@" + std::filesystem::path(s.place.file).filename().string() + ":" +
             std::to_string(s.place.line) + " ";
    return out;
  }
};

const std::string head = "scenario: {name: s, extends: base.yaml}\n";

}  // namespace

TEST_CASE("composition: later wins, and the program says who won", "[unit]") {
  const Library library;
  const std::string text = head + "policies: [strict.yaml]\noverrides:\n  parameters.controls.enforcement: 0.7\n";
  CHECK(library.one(text).initial->parameters.controls_enforcement == 0.7);
  CHECK(has(library.account(text, "controls.enforcement"), " 0.75@strict.yaml:2 0.7@s.yaml:4 "));
  CHECK(library.account(text, "controls.enforcement").starts_with("0.35@parameters.yaml:"));
  CHECK(library.account(text, "rule.tpp_max") == "5000@base.yaml:3 1000@strict.yaml:2 ");
  CHECK(library.account(text, "scenario.end") == "2020-12@base.yaml:1 ");
  CHECK(has(library.account(text, "rule.tpp_mx"), "did you mean 'rule.tpp_max'?"));
  CHECK(library.account(head + "policies: [loose.yaml]\n", "rule") ==
        "chip_export_ban@base.yaml:3 removed@loose.yaml:2 ");
  // An event with the id of an inherited one replaces it whole.
  CHECK(
      library.one(head + "events:\n  - {id: guide, type: note, text: x, start: 2019-01}\n").calendar->events().size() ==
      2);
  // An event's field set to nothing is gone.
  CHECK(has(library.refused(head + "overrides: {events.rule.start: ~}\n"), "lacks 'start'"));
}

TEST_CASE("composition: policies that need or exclude each other", "[unit]") {
  const Library library;
  CHECK(has(library.refused(head + "policies: [needy.yaml]\n"), "s.yaml:2:12: policy 'needy' requires 'strict'"));
  CHECK(library.refused(head + "policies: [needy.yaml, strict.yaml]\n") == "read");
  CHECK(has(library.refused(head + "policies: [strict.yaml, loose.yaml]\n"), "policy 'strict' conflicts with 'loose'"));
  CHECK(has(library.refused(head + "policies: [strict.yaml, strict.yaml]\n"), "in use already"));
  CHECK(has(library.refused(head + "policies: [strickt.yaml]\n"), "did you mean 'strict.yaml'?"));
  CHECK(has(library.refused(head + "policies: [base.yaml]\n"), "unknown key 'scenario' in policy file"));
  CHECK(has(library.refused(head + "policies: strict.yaml\n"), "should be a list of files"));
  library.write("child.yaml", "scenario: {name: child, extends: base.yaml}\npolicies: [strict.yaml]\n");
  CHECK(library.refused("scenario: {name: s, extends: child.yaml}\npolicies: [needy.yaml]\n") ==
        "read");  // inherited policies count
}

TEST_CASE("composition: a family is the product of its axes, the last turning fastest", "[unit]") {
  const Library library;
  const auto members =
      library.family(head +
                     "vary:\n  parameters.controls.enforcement: [0.1, 0.8]\n  events.rule.tpp_max: [1600, 4800]\n"
                     "matrix:\n  stance: {as_is: [], gone: [loose.yaml]}\n");
  REQUIRE(members.size() == 8);
  CHECK(members[0].name() == "s/enforcement=0.1, tpp_max=1600, stance=as_is");
  CHECK(members[1].name() == "s/enforcement=0.1, tpp_max=1600, stance=gone");
  CHECK(members[7].name() == "s/enforcement=0.8, tpp_max=4800, stance=gone");
  CHECK(members[7].initial->parameters.controls_enforcement == 0.8);
  CHECK_FALSE(members[1].calendar->find("rule").exists());
  CHECK(has(library.refused(head + "vary: {parameters.controls.enforcment: [1]}\n"),
            "did you mean 'controls.enforcement'?"));
  CHECK(has(library.refused(head + "vary: {events.rle.tpp_max: [1]}\n"), "did you mean 'rule'?"));
  CHECK(has(library.refused(head + "vary: {parameters.controls.enforcement: 1}\n"), "should list the values"));
  std::string many = head + "vary:\n";
  for (const char* p : {"controls.enforcement", "hbm.leak", "tools.leak", "evasion.premium", "rental.price"}) {
    many += std::string("  parameters.") + p + ": [";
    for (int i = 0; i < 10; ++i) many += (i ? ", " : "") + std::string("0.") + std::to_string(i);
    many += "]\n";
  }
  CHECK(has(library.refused(many), "more than 1000 members"));
}

TEST_CASE("composition: a branch cannot change what came before it", "[unit]") {
  const Library library;
  const auto branch = [](const std::string& at, const std::string& file) {
    return head + "branch: {at: " + at + ", policies: {none: [], x: [" + file + "]}}\n";
  };
  CHECK(library.refused(branch("2019-01", "later.yaml")) == "read");
  CHECK(has(library.refused(branch("2019-06", "later.yaml")), "before the branch in 2019-06"));
  CHECK(has(library.refused(branch("2019-06", "strict.yaml")), "a branch cannot override"));
  CHECK(has(library.refused(branch("2017-01", "later.yaml")), "after the first month"));
  CHECK(has(library.refused(branch("2025-01", "stop.yaml")), "after its last month"));
  library.write("again.yaml",
                "policy: {name: again, summary: same id}\nwithout: {ids: [announced]}\nevents:\n  - {id: announced, "
                "type: note, text: x, start: 2020-06}\n");
  library.write("later_rule.yaml",
                "scenario: {name: l, extends: base.yaml}\nevents:\n  - {id: announced, type: chip_export_ban, issuer: "
                "US, targets: [CN], start: 2019-09}\n");
  CHECK(has(library.refused(
                "scenario: {name: s, extends: later_rule.yaml}\nbranch: {at: 2019-01, policies: {x: [again.yaml]}}\n"),
            "gives a new one another id"));
  const auto stopped = library.family(branch("2019-01", "stop.yaml"));
  REQUIRE(stopped.size() == 2);
  CHECK(stopped[1].calendar->events()[stopped[1].calendar->find("rule").index()]->header.withdrawn ==
        Month::of(2019, 1));  // called off, not undone
}

TEST_CASE("composition: names become folders, so they are held to what a folder may be called", "[unit]") {
  const Library library;
  for (const char* name : {"\"\"", "../x", "a/b", "..", "\"a\\nb\""}) {
    INFO(name);
    CHECK(has(library.refused(std::string("scenario: {name: ") + name + ", extends: base.yaml}\n"), "s.yaml:1:18: "));
  }
  CHECK(has(library.refused(head + "vary: {parameters.controls.enforcement: [0.5, 0.6, 0.5]}\n"), "duplicate '0.5'"));
  CHECK(has(library.refused(head + "matrix: {p: {\"a/b\": []}}\n"), "slash"));
  CHECK(has(library.refused(head + "matrix: {p: {\"a b\": [], ab: []}}\n"), "duplicate"));
  CHECK(has(library.refused(head + "matrix: {\"a/b\": {x: []}}\n"), "s.yaml:2:10: 'a/b' should have no slash"));
  CHECK(has(library.refused(head + "matrix: {branch: {x: []}}\n"), "cannot name an axis"));
  CHECK(library.refused(head + "vary: {parameters.controls.enforcement: [.5, .6]}\n") == "read");
}

TEST_CASE("composition: overrides of events are told where they were written", "[unit]") {
  const Library library;
  CHECK(has(library.refused(head + "overrides: {events.rule.tpp_mx: 3}\n"), "s.yaml:2:33: unknown key 'tpp_mx'"));
  CHECK(has(library.refused(head + "overrides: {events.rule.bogus: ~}\n"), "has no 'bogus' to take away"));
  CHECK(has(library.refused(head + "overrides: {events.rule.id: guide}\n"), "cannot be overridden"));
  CHECK(has(library.refused(head + "events:\n  - {id: \"\", type: note, text: x, start: 2019-01}\n"),
            "should not be empty"));
  CHECK(library.refused(head + "without: {tags: [t]}\n") != "read");
}

TEST_CASE("composition: the command line reaches the members that have the event, and the trunk of branches",
          "[unit]") {
  const Library library;
  const auto file = library.write("f.yaml", head + "branch: {at: 2019-01, policies: {none: [], x: [later.yaml]}}\n");
  const auto with = [&](const char* path, const char* value) {
    try {
      const auto members = load_family(file, options({}, {override_of(path, value)}));
      const EventId e = members[1].calendar->find("new");
      return members[1].calendar->events()[e.index()]->header.start.text();
    } catch (const ScenarioError& error) {
      return std::string(error.what());
    }
  };
  CHECK(with("events.new.start", "2019-09") == "2019-09");
  CHECK(has(with("events.new.start", "2018-09"), "before the branch"));
  CHECK(has(with("events.nwe.start", "2019-09"), "no event is called 'nwe'"));
  CHECK(with("events.rule.tpp_max", "1600") == "2019-03");
}

TEST_CASE("branches are bit-equal to runs from the first month", "[property]") {
  const Library library;
  library.write("future.yaml",
                "policy: {name: future, summary: called off}\nwithout: {ids: [announced, shock, waits]}\n");
  library.write("more.yaml",
                "scenario: {name: more, extends: base.yaml}\n"
                "events:\n"
                "  - {id: announced, type: chip_export_ban, issuer: US, targets: [CN], announce: 2018-09, start: "
                "2019-09, tpp_max: 2000}\n"
                "  - {id: shock, type: investment_boom, hype: 0.2, start: 2018-02}\n"
                "  - {id: waits, type: import_guidance, issuer: CN, strength: 0.4, duration: 9, trigger: {hazard: "
                "{per_month: 0.1, from: 2018-06, once: false}}}\n");
  for (const char* policies : {"none: [], x: [later.yaml]", "x: [later.yaml], none: []", "x: [stop.yaml], none: []",
                               "none: [], x: [soon.yaml]", "x: [future.yaml], none: []"}) {
    INFO(policies);
    const auto members = library.family("scenario: {name: s, extends: more.yaml}\nbranch: {at: 2019-01, policies: {" +
                                        std::string(policies) + "}}\n");
    for (std::uint64_t replicate = 0; replicate < 3; ++replicate) {
      REQUIRE(members[0].trunk);
      REQUIRE(members[0].trunk == members[1].trunk);
      Watch watch(*members[0].trunk);
      Simulation trunk = simulation(*members[0].trunk, replicate, 1, &watch.recorder());
      while (trunk.next() < Month::of(2019, 1)) trunk.step();
      for (const Scenario& member : members) {
        Watch own(member);
        Simulation whole = simulation(member, replicate, 1, &own.recorder());
        while (whole.next() < Month::of(2019, 1)) whole.step();
        const auto memory = watch.recorder().clone();
        Simulation branch = trunk.branch(member, memory.get());
        while (!whole.done()) {
          whole.step();
          branch.step();
          REQUIRE(branch.world().state_hash() == whole.world().state_hash());
        }
        REQUIRE(branch.done());
      }
    }
  }
}

}  // namespace composition_test
