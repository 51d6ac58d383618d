// An answer in words: the sentences that terminal, Markdown, JSON and page share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/compare/answer.hpp"

namespace chokepoint::output {

/// `December 2030`.
[[nodiscard]] std::string month_in_words(Month month);
/// A scenario's name as words.
[[nodiscard]] std::string in_words(std::string name);
/// With a capital first letter.
[[nodiscard]] std::string capital(std::string text);
/// `2.2 ECI`, `12 %`; of no unit the number.
[[nodiscard]] std::string with_unit(const std::string& number, std::string_view unit);
/// `a, b and c`.
[[nodiscard]] std::string listed(const std::vector<std::string>& words);

/// What a component of a claim is about: the heading of its metric, or its own name.
[[nodiscard]] std::string subject_of(const Component& component);
/// `yes for chips and a weaker US model; no for computing and a smaller US lead`: what the runs say of a claim, by the
/// headings of what its components measure; where those of a heading do not agree each stands by itself, so that no
/// heading is told as yes and no. `probably` where fewer than 19 runs in 20 agree.
[[nodiscard]] std::string verdict_words(const JudgedHypothesis& claim);

/// `The US lead is wider by 2.2 ECI (90 % of runs: +0.5 to +4.5), in 62 of 64 runs.`
[[nodiscard]] std::string difference_sentence(const Answer& answer, const PolicyAnswer& policy);
/// The metric asked for in a scenario alone: `The US lead is 9.8 ECI (90 % of runs: 7.1 to 13.9).`
[[nodiscard]] std::string level_sentence(const Answer& answer, std::size_t scenario);
/// Of several policies: which change the metric asked for, and which do not. Empty of one.
[[nodiscard]] std::string options_sentence(const Answer& answer);
/// What a point of the metric asked for is, and where it stood when the record ends.
[[nodiscard]] std::string scale_sentence(const Answer& answer);

/// A parameter for people: its meaning, cut before what explains it.
[[nodiscard]] std::string parameter_words(const ParameterEntry& parameter);
/// What the difference hinges on; empty if nothing stands.
[[nodiscard]] std::string hinges_sentence(const PolicyAnswer& policy);
/// `no clear change: a, b`; empty if all changed.
[[nodiscard]] std::string unchanged_words(const Answer& answer, const PolicyAnswer& policy);

/// A term that a figure is told in, and what it means.
struct Term {
  std::string_view term, meaning;
};
[[nodiscard]] const std::vector<Term>& glossary();

}  // namespace chokepoint::output
