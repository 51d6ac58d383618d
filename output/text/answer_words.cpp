// Sentences of an answer.
#include "output/text/answer_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/base/not_told.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {
namespace {

constexpr double nearly_all = 0.95;  // 19 runs in 20: no `probably`

/// How a series moves, in words.
struct Direction {
  std::string_view more, less;
};
Direction direction_of(const Headline& of) {
  return of.metric == "eci_gap"         ? Direction{"wider", "narrower"}
         : of.metric == "lag_months_cn" ? Direction{"longer", "shorter"}
                                        : Direction{"higher", "lower"};
}

/// What the runs say of a component, in a word; `probably` where fewer than 19 runs in 20 agree.
std::string word_of(const Judged& judged) {
  const bool no = judged.verdict == Verdict::no || judged.verdict == Verdict::negligible;
  if (judged.verdict != Verdict::yes && !no) return "open";
  const bool sure = (no ? 1 - judged.probability : judged.probability) >= nearly_all;
  return std::string(sure ? "" : "probably ") + (no ? "no" : "yes");
}

/// Whether two words say the same, however sure.
bool agree(std::string_view a, std::string_view b) {
  const auto plain = [](std::string_view word) { return word.starts_with("probably ") ? word.substr(9) : word; };
  return plain(a) == plain(b);
}

/// What was found of one subject of a claim: a word for each component, or one for all.
struct SubjectFound {
  std::string subject;
  std::vector<std::pair<std::string, std::string>> parts;  ///< what a component claims, and its word

  [[nodiscard]] bool mixed() const {
    return std::ranges::any_of(parts, [&](const auto& part) { return !agree(part.second, parts[0].second); });
  }
  /// The word for all: as sure as the least sure.
  [[nodiscard]] std::string word() const {
    return std::ranges::max(parts, {}, [](const auto& part) { return part.second.size(); }).second;
  }
};

std::vector<SubjectFound> found_by_subject(const JudgedHypothesis& claim) {
  std::vector<SubjectFound> out;
  for (const auto& [component, judged] : claim.components) {
    const std::string subject = subject_of(component);
    auto at = std::ranges::find(out, subject, &SubjectFound::subject);
    if (at == out.end()) out.push_back({subject, {}}), at = std::prev(out.end());
    at->parts.emplace_back(component.brief.empty() ? component.name : component.brief, word_of(judged));
  }
  return out;
}

/// Where a word of a verdict stands: what holds before what does not.
std::size_t place_of(std::string_view word) {
  static constexpr std::string_view order[] = {"yes", "probably yes", "no", "probably no", "open"};
  return static_cast<std::size_t>(std::ranges::find(order, word) - std::begin(order));
}

/// `US lead`, or the title of what is no outcome of answers.
std::string asked_words(const Answer& a) {
  const std::size_t row = a.found.outcomes.find(a.found.asked.metric, a.found.asked.agent);
  return row < a.found.outcomes.rows().size() ? std::string(a.brief(row)) : a.found.asked.label;
}
std::string the(const std::string& subject) { return subject.starts_with("US ") ? "the " + subject : subject; }
/// `90 % of runs: +0.5 to +4.5`.
std::string interval_words(const Summary& s, const Headline& of, bool sign) {
  const BandText band = band_of(s, of, sign);
  return fmt::format("90 % of runs: {} to {}", band.low, band.high);
}

}  // namespace

std::string month_in_words(Month m) {
  static constexpr const char* names[] = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};
  return fmt::format("{} {}", names[m.calendar_month() - 1], m.calendar_year());
}

std::string in_words(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string with_unit(const std::string& number, std::string_view unit) {
  return unit.empty() ? number : unit == "%" ? number + " %" : fmt::format("{} {}", number, unit);
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t k = 0; k < words.size(); ++k)
    out += (k == 0 ? "" : k + 1 == words.size() ? " and " : ", ") + words[k];
  return out;
}

std::string subject_of(const Component& c) {
  static const std::map<std::string_view, std::string> headings = {
      {"capability", "capability"}, {"compute", "computing"},   {"chips", "chips"},
      {"money", "money"},           {"influence", "influence"}, {"world", "the world"}};
  const Metric* metric = find_metric(c.figure.metric);
  const auto at = metric ? headings.find(metric->display.group) : headings.end();
  return at == headings.end() ? c.name : at->second;
}

std::string verdict_words(const JudgedHypothesis& claim) {
  std::map<std::size_t, std::pair<std::string, std::vector<std::string>>> by_word;
  const auto add = [&](const std::string& word, const std::string& of) {
    auto& [said, list] = by_word[place_of(word)];
    said = word, list.push_back(of);
  };
  for (const SubjectFound& f : found_by_subject(claim)) {
    if (!f.mixed()) add(f.word(), f.subject);
    for (const auto& [what, word] : f.parts)
      if (f.mixed()) add(word, what);
  }
  if (by_word.size() == 1) return by_word.begin()->second.first;
  std::string out;
  for (const auto& [place, found] : by_word)
    out += fmt::format("{}{} for {}", out.empty() ? "" : "; ", found.first, listed(found.second));
  return out;
}

std::string difference_sentence(const Answer& a, const PolicyAnswer& policy) {
  const ComparisonFindings& f = a.found;
  const PairedDifference& d = f.asked_of(policy.scenario()).difference;
  const std::string subject = the(asked_words(a));
  if (d.certainty == Certainty::same) {
    const std::string_view why = not_modelled(*find_metric(f.asked.metric));
    return fmt::format("No run differs in {}{}.", subject, why.empty() ? "" : fmt::format(" (not modelled: {})", why));
  }
  const std::string_view unit = difference_unit(f.asked.unit);
  if (d.certainty == Certainty::negligible)
    return capital(fmt::format("{}: no change that matters (less than {}).", subject,
                               with_unit(precise_text(d.least, f.asked), unit)));
  const Direction move = direction_of(f.asked);
  const std::size_t runs = f.comparison.runs(), more = count_of(d.change.positive, runs),
                    less = count_of(d.change.negative, runs);
  if (d.certainty == Certainty::undetermined)
    return capital(fmt::format("{} may go either way: {} in {} and {} in {} of {} runs ({}).", subject, move.more, more,
                               move.less, less, runs, interval_words(d.change, f.asked, true)));
  const bool up = d.change.positive > d.change.negative;
  Summary size = d.change;
  size.median = std::fabs(size.median);
  const BandText band = band_of(size, f.asked, true);
  const std::string by = band.median.starts_with('+') ? band.median.substr(1) : band.median;
  return capital(fmt::format("{} is {} by {} ({}), in {} of {} runs.", subject, up ? move.more : move.less,
                             with_unit(by, unit), interval_words(d.change, f.asked, true), up ? more : less, runs));
}

std::string level_sentence(const Answer& a, std::size_t s) {
  const ComparisonFindings& f = a.found;
  const Summary& level = f.asked_of(s).level;
  return capital(fmt::format("{} is {} in {} ({}).", the(asked_words(a)),
                             with_unit(band_of(level, f.asked, false).median, f.asked.unit), month_in_words(f.at),
                             interval_words(level, f.asked, false)));
}

std::string options_sentence(const Answer& a) {
  if (a.policies.size() < 2) return "";
  const ComparisonFindings& f = a.found;
  const Direction move = direction_of(f.asked);
  std::vector<std::string> parts[5];
  for (const PolicyAnswer& p : a.policies) {
    const PairedDifference& d = f.asked_of(p.scenario()).difference;
    const bool up = d.change.positive > d.change.negative;
    const std::size_t kind = d.certainty == Certainty::certain  ? (up ? 0 : 1)
                             : d.certainty == Certainty::likely ? (up ? 2 : 3)
                                                                : 4;
    parts[kind].push_back(in_words(f.name(p.scenario())));
  }
  const std::string subject = the(asked_words(a));
  const std::string said[] = {fmt::format("{} is clearly {}", subject, move.more),
                              fmt::format("{} is clearly {}", subject, move.less),
                              fmt::format("it is probably {}", move.more), fmt::format("it is probably {}", move.less),
                              "there is no clear change"};
  std::string out;
  for (std::size_t k = 0; k < std::size(parts); ++k)
    if (!parts[k].empty())
      out += fmt::format("{}under {} {}", out.empty() ? "" : "; ", listed(parts[k]),
                         out.empty() && said[k].starts_with("it ") ? subject + said[k].substr(2) : said[k]);
  return capital(out) + ".";
}

std::string scale_sentence(const Answer& a) {
  const ComparisonFindings& f = a.found;
  std::string out;
  for (const Term& t : glossary())
    if (t.term == f.asked.unit) out = fmt::format("{}: {}", t.term, t.meaning);
  const std::size_t row = f.outcomes.find(f.asked.metric, f.asked.agent);
  const Month record = std::min(Month::of(2025, 12), f.comparison.end());
  if (out.empty() || row == f.outcomes.rows().size() || !std::ranges::binary_search(f.outcomes.months(), record))
    return out;
  const BandText then =
      band_of(f.outcomes.at(f.scenarios() > 1 ? a.policies[0].scenario() : 0, row, record).level, f.asked, false);
  return fmt::format("{}; in these runs {} was {} in {}.", out, the(asked_words(a)), then.median,
                     month_in_words(record));
}

std::string parameter_words(const ParameterEntry& parameter) {
  const std::size_t end = std::min({parameter.meaning.find(';'), parameter.meaning.find(". "),
                                    parameter.meaning.find(", "), parameter.meaning.size()});
  std::string out = parameter.meaning.substr(0, end);
  while (out.ends_with('.')) out.pop_back();
  if (out.size() > 1 && out[1] >= 'a' && out[1] <= 'z' && out[0] >= 'A' && out[0] <= 'Z')
    out[0] = static_cast<char>(out[0] - 'A' + 'a');
  return out;
}

std::string hinges_sentence(const PolicyAnswer& policy) {
  std::vector<std::string> parts;
  for (const ParameterCorrelation& p : policy.parameters)
    parts.push_back(fmt::format("{} ({})", parameter_words(*p.parameter), p.parameter->name));
  std::string out;
  if (!parts.empty()) out = "how much hinges on " + listed(parts);
  if (policy.mechanism)
    out += fmt::format("{}it comes about with {}", out.empty() ? "" : "; ", policy.mechanism->of.label);
  return out.empty() ? "" : capital(out) + ".";
}

std::string unchanged_words(const Answer& a, const PolicyAnswer& policy) {
  std::vector<std::string> names;
  for (const std::size_t row : policy.unchanged) names.emplace_back(a.brief(row));
  return names.empty() ? "" : "no clear change: " + listed(names);
}

const std::vector<Term>& glossary() {
  static const std::vector<Term> terms = {
      {"ECI", "a point of the Epoch Capabilities Index, on which the frontier gains about one a month"},
      {"H100e", "computing power of one NVIDIA H100 accelerator at 8 bit"},
      {"OOM", "order of magnitude: a factor of ten"},
      {"log FLOP", "power of ten of the operations of a training run: 26 is 10^26"},
      {"TPP",
       "total processing performance, by which the rules on exports sort chips: operations a second times bit length"},
      {"rungs", "steps of escalation between two governments: the mildest measure is one"},
      {"points", "percentage points: differences of shares"},
      {"-1..1", "from all norms as in the US (-1) to all as in China (1)"},
      {"0..1", "from nothing to all"},
      {"share", "part of the whole, from 0 to 1"},
      {"times", "one number divided by another"},
      {"norms", "rules by which a nation governs AI"},
  };
  return terms;
}

}  // namespace chokepoint::output
