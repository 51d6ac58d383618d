// Mixing two scenarios: all parts taken is the one, none the other; what goes together.
#include "engine/scenario/mixture.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace mixture_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

Scenario load(ScenarioLoader& loader, const std::string& name) {
  return loader.load(source_folder() / "scenarios" / (name + ".yaml"))[0];
}

std::vector<std::string> names(const Mixture& m) {
  std::vector<std::string> out;
  for (const Part& p : m.parts()) out.push_back(p.name);
  return out;
}

}  // namespace

TEST_CASE("mixture: parts by policy, tag and event", "[unit]") {
  ScenarioLoader loader(options(Month::of(2027, 12)));
  const Scenario baseline = load(loader, "baseline"), strict = load(loader, "strict_enforcement"),
                 free = load(loader, "no_ban");
  CHECK(names({loader, baseline, strict, PartsBy::policy}) ==
        std::vector<std::string>{"strict_enforcement", "end_h200_licence", "close_rental"});
  CHECK(names({loader, free, baseline, PartsBy::policy}) == names({loader, free, baseline, PartsBy::tag}));
  const Mixture each(loader, free, baseline, PartsBy::event);
  CHECK(each.parts().size() > names({loader, free, baseline, PartsBy::tag}).size());
  for (const Part& part : each.parts()) CHECK(part.keys.size() == 1);
  CHECK(Mixture(loader, baseline, baseline, PartsBy::policy).parts().empty());
}

TEST_CASE("mixture: its ends are the two scenarios, whichever way it is cut", "[unit]") {
  ScenarioLoader loader(options(Month::of(2027, 12), {override_of("parameters.chips.price", "38")}));
  const Scenario from = load(loader, "no_ban"), to = load(loader, "chip_ban");
  for (const PartsBy by : {PartsBy::policy, PartsBy::event}) {
    const Mixture mixture(loader, from, to, by);
    Mistakes mistakes;
    const Scenario none = mixture.scenario(0, mistakes),
                   all = mixture.scenario((std::uint64_t{1} << mixture.parts().size()) - 1, mistakes);
    REQUIRE_FALSE(mistakes.any());
    CHECK(hash_of(none, 2) == hash_of(from, 2));
    CHECK(hash_of(all, 2) == hash_of(to, 2));
  }
}

}  // namespace mixture_test
