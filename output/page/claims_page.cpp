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
  const auto yes = count("yes"), no = count("no");
  return fmt::format("Of {} claims {} hold in all that they are split into, {} in nothing, {} in part, or it is open.",
                     claims.size(), yes, no, static_cast<std::ptrdiff_t>(claims.size()) - yes - no);
}

}  // namespace

std::string claims_page_json(const std::vector<JudgedHypothesis>& claims, const ClaimsMade& made) {
  using nlohmann::ordered_json;
  ordered_json out = {{"format", "chokepoint-report-1"},
                      {"title", "What people claim of the race"},
                      {"headline", claims_headline(claims)},
                      {"notes", {"Conditional on the model and its parameters. Not a forecast."}}};
  out["record_end"] = record_end.text();
  out["baseline"] = out["leaderboard"] = out["map"] = out["network"] = out["regret"] = nullptr;
  for (const char* list :
       {"months", "scenarios", "charts", "timeline", "comparison", "winners", "attribution", "sensitivity", "findings"})
    out[list] = ordered_json::array();
  out["hypotheses"] = hypotheses_json(claims);
  out["provenance"] = {{"version", made.version},
                       {"seed", made.seed},
                       {"replicates", made.runs},
                       {"parameters", {{"name", made.parameters}, {"sets", 0}, {"hash", ""}}},
                       {"commands", {{{"command", made.command}, {"scenarios", ordered_json::array()}}}},
                       {"scenarios", ordered_json::array()},
                       {"data", ordered_json::array()}};
  return json_text(out);
}

}  // namespace chokepoint::output
