// Reading conditions by recursive descent; three truths after Kleene.
#include "analysis/compare/condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"

namespace chokepoint {

/// Reads one text. The first mistake ends it.
class ConditionParser {
 public:
  ConditionParser(const std::string& text, std::span<const Scenario* const> scenarios)
      : text_(text), scenarios_(scenarios) {}

  Condition parse() {
    if (text_.size() > Condition::longest)
      fail(fmt::format("has {} letters; at most {} are read", text_.size(), Condition::longest));
    skip();
    (void)condition(0);
    if (at_ < text_.size()) fail(fmt::format("'{}' was not expected here", word_here()));
    out_.text_ = text_;
    return std::move(out_);
  }

 private:
  using Op = Condition::Op;

  [[noreturn]] void fail(const std::string& what) const {
    const std::string shown = text_.size() > 80 ? text_.substr(0, 77) + "..." : text_;
    throw ScenarioError({{{"--given"}, fmt::format("'{}', letter {}: {}", shown, at_ + 1, what)}});
  }
  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }
  void skip() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  /// Up to the next blank, parenthesis or comma.
  [[nodiscard]] std::string word_here() const {
    const std::size_t end = std::min(text_.find_first_of(" \t\n(),", at_), text_.size());
    return at_ >= text_.size() ? "the end" : text_.substr(at_, std::max<std::size_t>(1, end - at_));
  }
  bool take(std::string_view word) {
    if (at_ >= text_.size() || word_here() != word) return false;
    at_ += word.size();
    skip();
    return true;
  }
  void expect(std::string_view word) {
    if (!take(word)) fail(fmt::format("expected '{}', found '{}'", word, word_here()));
  }
  std::size_t add(Condition::Step step) {
    out_.steps_.push_back(std::move(step));
    return out_.steps_.size() - 1;
  }

  std::size_t condition(int depth) {
    if (depth > Condition::deepest) fail(fmt::format("nests deeper than {} levels", Condition::deepest));
    std::size_t left = conjunction(depth);
    while (take("or")) {
      const std::size_t right = conjunction(depth);
      left = add({Op::either, "", {}, left, right});
    }
    return left;
  }
  std::size_t conjunction(int depth) {
    std::size_t left = part(depth);
    while (take("and")) {
      const std::size_t right = part(depth);
      left = add({Op::both, "", {}, left, right});
    }
    return left;
  }
  std::size_t part(int depth) {
    if (depth > Condition::deepest) fail(fmt::format("nests deeper than {} levels", Condition::deepest));
    if (take("not")) {
      const std::size_t inside = part(depth + 1);
      return add({Op::negation, "", {}, inside, 0});
    }
    if (take("(")) {
      const std::size_t inside = condition(depth + 1);
      expect(")");
      return inside;
    }
    if (!take("fired")) fail(fmt::format("expected fired(EVENT), found '{}'", word_here()));
    expect("(");
    check_event();
    Condition::Step step{Op::fired, word_here(), latest_end()};
    (void)take(step.event);
    if (take(",")) {
      const auto month = Month::parse_or_year(word_here());
      if (!month || *month < Month{0}) fail(fmt::format("'{}' should be a month like 2028-06 or a year", word_here()));
      step.by = *month;
      (void)take(word_here());
    }
    expect(")");
    return add(std::move(step));
  }

  [[nodiscard]] Month latest_end() const {
    Month out{0};
    for (const Scenario* s : scenarios_) out = std::max(out, s->end);
    return out;
  }

  /// That the event stands here, and that it need not come about.
  void check_event() const {
    const std::string id = word_here();
    std::vector<std::string> conditional;
    bool dated = false;
    for (const Scenario* s : scenarios_)
      for (const auto& event : s->calendar->events()) {
        if (event->header.trigger)
          conditional.push_back(event->header.id);
        else
          dated = dated || event->header.id == id;
      }
    std::ranges::sort(conditional);
    conditional.erase(std::unique(conditional.begin(), conditional.end()), conditional.end());
    if (std::ranges::find(conditional, id) != conditional.end()) return;
    if (dated)
      fail(fmt::format("'{}' has a date and occurs in every run: only events with a trigger distinguish runs", id));
    if (conditional.empty())
      fail(fmt::format("no event is called '{}', and none here waits for a trigger: runs can't be told apart by events",
                       id));
    fail(fmt::format("no event with a trigger is called '{}'{}", id, suggestion(id, conditional)));
  }

  const std::string& text_;
  std::span<const Scenario* const> scenarios_;
  std::size_t at_ = 0;
  Condition out_;
};

Condition Condition::parse(const std::string& text, std::span<const Scenario* const> scenarios) {
  return ConditionParser(text, scenarios).parse();
}

Condition::Truth Condition::value(std::size_t step, const Ensemble& ensemble, std::size_t run) const {
  const Step& s = steps_[step];
  switch (s.op) {
    case Op::fired: {
      const EventId event = ensemble.scenario->calendar->find(s.event);
      return !event.exists() ? Truth::unknown : ensemble.firsts[run][event.index()] <= s.by ? Truth::yes : Truth::no;
    }
    case Op::negation: {
      const Truth inside = value(s.left, ensemble, run);
      return inside == Truth::unknown ? inside : inside == Truth::yes ? Truth::no : Truth::yes;
    }
    case Op::both:
    case Op::either: {
      const Truth left = value(s.left, ensemble, run), right = value(s.right, ensemble, run),
                  settles = s.op == Op::both ? Truth::no : Truth::yes;
      return left == settles || right == settles                 ? settles
             : left == Truth::unknown || right == Truth::unknown ? Truth::unknown
                                                                 : left;
    }
  }
  return Truth::unknown;
}

std::vector<std::size_t> Condition::runs(std::span<const Ensemble* const> ensembles) const {
  std::vector<std::size_t> out;
  for (std::size_t r = 0; r < ensembles[0]->records.size(); ++r)
    if (std::ranges::none_of(ensembles,
                             [&](const Ensemble* e) { return value(steps_.size() - 1, *e, r) == Truth::no; }))
      out.push_back(r);
  return out;
}

Conditional only_where(const Condition& condition, std::span<const std::shared_ptr<const Ensemble>> ensembles) {
  std::vector<const Ensemble*> all;
  for (const auto& ensemble : ensembles) all.push_back(ensemble.get());
  const std::vector<std::size_t> runs = condition.runs(all);
  const std::size_t made = all[0]->records.size();
  if (runs.size() < fewest_conditional_runs) {
    std::string would = "no number of runs is known to do";
    if (!runs.empty()) {
      const double wanted = static_cast<double>(made * fewest_conditional_runs) / static_cast<double>(runs.size());
      would = fmt::format("about --runs {} would do", static_cast<std::size_t>(std::ceil(wanted * 1.2 / 10)) * 10);
    }
    throw OutputError(fmt::format(
        "--given: '{}' holds in {} of {} runs, and at least {} are needed to tell of a band; {}. Nothing was written.",
        condition.text(), runs.empty() ? "none" : fmt::format("{}", runs.size()), made, fewest_conditional_runs,
        would));
  }
  Conditional out;
  out.selection = {condition.text(), made};
  for (const auto& ensemble : ensembles) out.ensembles.push_back(std::make_shared<Ensemble>(ensemble->only(runs)));
  return out;
}

std::string folder_suffix(const std::string& condition) {
  if (condition.empty()) return "";
  std::string out = "-given-";
  for (const char c : condition) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    if (plain)
      out += c;
    else if (out.back() != '-')
      out += '-';
  }
  while (out.back() == '-') out.pop_back();
  return out.substr(0, 80);
}

}  // namespace chokepoint
