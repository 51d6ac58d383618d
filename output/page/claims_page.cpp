// Claims alone.
#include "output/page/claims_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/json_text.hpp"
#include "output/page/page_data.hpp"
#include "output/text/answer_words.hpp"

namespace chokepoint::output {
namespace {

/// How many claims hold in all they are split into, and how many in nothing.
std::string claims_headline(const std::vector<JudgedHypothesis>& claims) {
  const auto count = [&](std::string_view word) {
    return std::ranges::count_if(claims, [&](const JudgedHypothesis& h) {
      const std::string said = verdict_words(h);
      return said == word || said == "probably " + std::string(word);
    });
  };
  const auto yes = count("yes"), no = count("no"), mixed = static_cast<std::ptrdiff_t>(claims.size()) - yes - no;
  const auto told = [](std::ptrdiff_t n) { return n == 0 ? std::string("none") : fmt::format("{}", n); };
  return fmt::format("Of {} claims {} hold{} in every part, {} in no part; {} hold{} in some parts, or it is open.",
                     claims.size(), told(yes), yes == 1 ? "s" : "", told(no), told(mixed), mixed == 1 ? "s" : "");
}

}  // namespace

std::string claims_page_json(const std::vector<JudgedHypothesis>& claims, const PageMade& made) {
  nlohmann::ordered_json out = bare_page("What people claim of the race", claims_headline(claims),
                                         {"Conditional on the model and its parameters. Not a forecast."});
  out["hypotheses"] = hypotheses_json(claims);
  out["provenance"] = made_json(made);
  return json_text(out);
}

}  // namespace chokepoint::output
