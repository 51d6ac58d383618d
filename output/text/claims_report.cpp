// Claims judged by runs, for a page of the documentation.
#include "output/text/claims_report.hpp"

#include <fmt/format.h>

#include <array>

namespace chokepoint::output {
namespace {

constexpr std::array answers_told = {Verdict::yes, Verdict::no, Verdict::negligible, Verdict::undetermined};

const char* name_of(Verdict v) { return verdict_names[static_cast<std::size_t>(v)]; }

std::string part_row(const JudgedHypothesis& claim, const Component& c, const Judged& j, std::size_t runs) {
  return fmt::format("| `{}` | {} | {} {:g} | {:.3g} ({:.3g} … {:.3g}) {} | {:.0f} of {} | {} | {} |\n", claim.name,
                     c.name, c.greater ? ">" : "<", c.threshold, j.median, j.low, j.high, c.unit,
                     j.probability * static_cast<double>(runs), runs, c.figure.month.text(), name_of(j.verdict));
}

constexpr const char* table_head =
    "| claim | part | claimed | found: median (90 % of runs) | runs so | month | answer "
    "|\n|---|---|---|---|---|---|---|\n";

}  // namespace

std::string claims_sentence(const std::vector<JudgedHypothesis>& claims) {
  std::array<std::size_t, 4> count{};
  std::size_t all = 0;
  for (const JudgedHypothesis& claim : claims)
    for (const auto& [component, judged] : claim.components) ++count[static_cast<std::size_t>(judged.verdict)], ++all;
  std::string out;
  for (const Verdict v : answers_told)
    if (const std::size_t n = count[static_cast<std::size_t>(v)]; n > 0)
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", n, name_of(v));
  return fmt::format("Of {} parts: {}.", all, out);
}

std::string claims_page_text(const std::vector<JudgedHypothesis>& claims, const ClaimsRun& run) {
  std::string missed, all, sources;
  for (const JudgedHypothesis& claim : claims) {
    sources += fmt::format("| `{}` | {} | {} |\n", claim.name, claim.claim, claim.source);
    for (const auto& [component, judged] : claim.components) {
      const std::string line = part_row(claim, component, judged, run.runs);
      all += line;
      if (judged.verdict != Verdict::yes) missed += line;
    }
  }
  return fmt::format(
      "# Claims judged\n\nMade by `{}`; do not edit. Claims, sources and what each part measures: `{}`; {} runs a "
      "scenario on the "
      "same random numbers, parameters: {}. A claim is `yes` if at least four runs in five lie on its side, `no` if as "
      "many do not, `no change that matters` if as many lie nearer to no difference than counts.\n\n{}\n\n## Not as "
      "claimed\n\n{}{}\n## All parts\n\n{}{}\n## Claims and sources\n\n| claim | in words | source "
      "|\n|---|---|---|\n{}",
      run.command, run.file, run.runs, run.parameters, claims_sentence(claims), table_head, missed, table_head, all,
      sources);
}

}  // namespace chokepoint::output
