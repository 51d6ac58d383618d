// The parts that every page must have.
#include "output/page/bare_page.hpp"

#include <nlohmann/json.hpp>

#include "analysis/record/validation.hpp"

namespace chokepoint::output {

using nlohmann::ordered_json;

ordered_json bare_page(const std::string& title, const std::string& headline, const std::vector<std::string>& notes) {
  ordered_json out = {{"format", "chokepoint-report-1"}, {"title", title}, {"headline", headline}, {"notes", notes}};
  out["record_end"] = record_end.text();
  for (const char* none : {"baseline", "leaderboard", "map", "network", "regret"}) out[none] = nullptr;
  for (const char* list : {"months", "scenarios", "charts", "timeline", "comparison", "winners", "attribution",
                           "hypotheses", "sensitivity", "findings"})
    out[list] = ordered_json::array();
  return out;
}

ordered_json made_json(const PageMade& made) {
  const ordered_json none = ordered_json::array();
  return {{"version", made.version},
          {"seed", made.seed},
          {"replicates", made.runs},
          {"parameters", {{"name", made.parameters}, {"sets", 0}, {"hash", ""}}},
          {"commands", {{{"command", made.command}, {"scenarios", none}}}},
          {"scenarios", none},
          {"data", none}};
}

}  // namespace chokepoint::output
