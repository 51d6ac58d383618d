// What pages without scenarios, months and charts have in common: of claims, of studies, of hindcasts.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace chokepoint::output {

/// How the results of a page were made.
struct PageMade {
  std::string version, command, parameters;
  std::size_t runs = 0;
  std::uint64_t seed = 1;
};

/// A page's data, as `ReportData` of output/report/src/data.ts, with all parts empty but these.
[[nodiscard]] nlohmann::ordered_json bare_page(const std::string& title, const std::string& headline,
                                               const std::vector<std::string>& notes);

/// The part `provenance` of a page.
[[nodiscard]] nlohmann::ordered_json made_json(const PageMade& made);

}  // namespace chokepoint::output
