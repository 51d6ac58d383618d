// The C functions that a worker calls. Text that is given back stays until the next call; a mistake is JSON with
// `mistakes` or `error`.
#include <nlohmann/json.hpp>

#include "engine/base/error.hpp"
#include "web/playground.hpp"

using chokepoint::web::Playground;

namespace {

std::unique_ptr<Playground> playground;
std::string told;

const char* tell(const nlohmann::ordered_json& of) { return (told = of.dump()).c_str(); }

/// What `f` gives as JSON, or what went wrong.
template <class F>
const char* guarded(F&& f) {
  try {
    return tell(f());
  } catch (const chokepoint::ScenarioError& wrong) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const chokepoint::Mistake& m : wrong.mistakes())
      list.push_back({{"file", m.place.file}, {"line", m.place.line}, {"column", m.place.column}, {"what", m.what}});
    return tell({{"mistakes", list}});
  } catch (const std::exception& failed) {
    return tell({{"error", failed.what()}});
  }
}

}  // namespace

extern "C" {

/// Reads data and baseline below /home.
const char* playground_start(int seed, int point) {
  return guarded([&]() -> nlohmann::ordered_json {
    playground = std::make_unique<Playground>("/home", static_cast<std::uint64_t>(seed), point != 0);
    return {{"started", true}};
  });
}
const char* playground_set(int scenario, const char* yaml) {
  return guarded([&]() -> nlohmann::ordered_json {
    playground->set(static_cast<std::size_t>(scenario), yaml);
    return {{"shares", playground->shares(static_cast<std::size_t>(scenario))}};
  });
}
/// Gives the words of the run as memory: `words` of them at `at`.
const char* playground_run(int scenario, int replicate, int keep) {
  return guarded([&]() -> nlohmann::ordered_json {
    const auto& run =
        playground->run(static_cast<std::size_t>(scenario), static_cast<std::size_t>(replicate), keep != 0);
    return {{"at", reinterpret_cast<std::uintptr_t>(run.data())}, {"words", run.size()}};
  });
}
const char* playground_take(int scenario, int replicate, const std::uint32_t* words, int count) {
  return guarded([&]() -> nlohmann::ordered_json {
    playground->take(static_cast<std::size_t>(scenario), static_cast<std::size_t>(replicate), {words, words + count});
    return {{"taken", true}};
  });
}
/// `scenarios`: bit s of it stands for scenario s, besides 0.
const char* playground_tell(int runs, int scenarios) {
  return guarded([&]() -> nlohmann::ordered_json {
    std::vector<std::size_t> which;
    for (std::size_t s = 1; s < 8; ++s)
      if (scenarios >> s & 1) which.push_back(s);
    return playground->tell(static_cast<std::size_t>(runs), which);
  });
}

}  // extern "C"
