// The answer in words.
#include "output/text/why_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "analysis/methods/enough.hpp"
#include "analysis/why/why.hpp"

namespace chokepoint::output {

namespace {

constexpr std::size_t slots_shown = 5, rules_shown = 6, parts_shown = 6, events_shown = 4;

/// Three or four digits, however large or small; k and M for thousands and millions.
std::string figure(double v, bool sign = false) {
  if (v == 0) return "0";
  const double size = std::fabs(v);
  if (size >= 9999.5e3) return figure(v / 1e6, sign) + " M";
  if (size >= 9999.5) return figure(v / 1e3, sign) + " k";
  const int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : -1;
  if (digits < 0) return sign ? fmt::format("{:+.2g}", v) : fmt::format("{:.2g}", v);
  return sign ? fmt::format("{:+.{}f}", v, digits) : fmt::format("{:.{}f}", v, digits);
}

std::string percent(double share, bool sign = false) {
  return sign ? fmt::format("{:+.0f} %", 100 * share) : fmt::format("{:.0f} %", 100 * share);
}

/// What stands in a slot: a number, or of a flag or a month the word.
std::string cell(const SlotDifference& slot, double value) {
  return slot.kind == SlotKind::number ? figure(value) : slot_word(slot.kind, value);
}

/// Writes the sections one after the other.
class Teller {
 public:
  Teller(const Why& why, const TextStyle& style)
      : why_(why), style_(style), name_a_(why.said.name_a), name_b_(why.said.name_b) {}

  std::string tell() {
    difference();
    said();
    divergence();
    if (!why_.divergence.state) return std::move(out_);
    chain(), movements(), constraints();
    return std::move(out_);
  }

 private:
  void heading(const std::string& text) { out_ += output::heading(text, style_); }
  void line(const std::string& text, std::size_t indent = 2) { out_ += wrapped(text, indent, style_.width); }
  [[nodiscard]] std::string bold(const std::string& text) const {
    return style_.colour ? "\033[1m" + text + "\033[0m" : text;
  }

  void difference() {
    const Question& q = why_.question;
    out_ += bold(fmt::format("Why does {} in {} differ: A = {}, B = {}?", q.name(), q.month.text(), name_a_, name_b_)) +
            "\n";
    const PairedDifference paired = why_.difference();
    heading("1. The difference");
    line(fmt::format("{} pairs of runs, the same random numbers and parameters ({}), {}", why_.samples.a.size(),
                     why_.parameters.name, q.metric->unit));
    auto a = why_.samples.a, b = why_.samples.b;
    std::vector<TableRow> rows{{{"", "mean", "5 %", "median", "95 %"}}};
    const auto row = [&](const char* name, const Summary& s, bool sign) {
      rows.push_back({{name, figure(s.mean, sign), figure(s.low, sign), figure(s.median, sign), figure(s.high, sign)}});
    };
    row("A", summarise(a), false), row("B", summarise(b), false), row("A - B", paired.change, true);
    out_ += table_text(rows, style_);
    certainty(paired);
  }

  /// How sure the difference is, and which pair is explained.
  void certainty(const PairedDifference& paired) {
    const double x = why_.explained_a, y = why_.explained_b;
    if (paired.certainty == Certainty::same) return line("Nothing differs.");
    if (paired.certainty == Certainty::negligible)
      line(fmt::format("No change that matters: less than {} {}", figure(paired.least), why_.question.metric->unit));
    else
      line(fmt::format("A is higher in {} of the pairs, lower in {}", percent(paired.change.positive),
                       percent(paired.change.negative)));
    if (const std::string limit = limit_of_certainty(why_.samples.a.size()); !limit.empty())
      line(fmt::format("Few pairs: {}", limit));
    line(fmt::format("The pair explained is replicate {}{}: {} in A, {} in B, {}", why_.replicate,
                     why_.chosen ? "" : ", whose difference is nearest to the median", figure(x), figure(y),
                     figure(x - y, true)));
  }

  void said() {
    heading("2. What the scenarios differ in");
    const ScenarioDifferences& s = why_.said;
    if (s.none()) return line("They say the same.");
    if (!s.only_a.empty())
      line(fmt::format("only in A, {} event{}: {}", s.only_a.size(), s.only_a.size() == 1 ? "" : "s",
                       fmt::join(s.only_a, ", ")));
    if (!s.only_b.empty())
      line(fmt::format("only in B, {} event{}: {}", s.only_b.size(), s.only_b.size() == 1 ? "" : "s",
                       fmt::join(s.only_b, ", ")));
    for (const Difference& d : s.otherwise) line(difference_line(d, "A", "B"));
  }

  /// The latest that came, and how many stood so before.
  void causes(const std::vector<Cause>& found) {
    const auto latest = [&](const Cause& c) { return c.since == found.front().since; };
    for (const Cause& c : found)
      if (latest(c)) line(fmt::format("event {} ({} in A, {} in B): {}", c.id, c.a, c.b, c.sentence), 4);
    const auto before =
        static_cast<std::size_t>(std::ranges::count_if(found, [&](const Cause& c) { return !latest(c); }));
    if (before > 0) line(fmt::format("and {} event{} of before", before, before == 1 ? "" : "s"), 4);
  }

  void divergence() {
    heading("3. Where the runs part");
    const Divergence& d = why_.divergence;
    if (!d.rules && !d.state) return line("Nothing differs: every slot of the state is the same, month by month.");
    if (d.rules) {
      line(fmt::format("Rules: {}", d.rules->month.text()));
      causes(d.rules->causes);
      for (std::size_t r = 0; r < std::min(rules_shown, d.rules->rules.size()); ++r) {
        const RuleDifference& rule = d.rules->rules[r];
        line(
            fmt::format("{}{}{}: {} in A, {} in B", rule.rule, rule.whom.empty() ? "" : " ", rule.whom, rule.a, rule.b),
            4);
      }
      if (d.rules->rules.size() > rules_shown)
        line(fmt::format("and {} more rules", d.rules->rules.size() - rules_shown), 4);
    }
    if (!d.state) return line("State: no slot differs.");
    const StateBreak& s = *d.state;
    if (s.at_start)
      line("State: before the first month");
    else
      line(fmt::format("State: {}, {} {} (reads {}; writes {})", s.month.text(), s.step, s.phase, s.reads, s.writes));
    if (!d.rules || s.month != d.rules->month) causes(s.causes);
    const std::string of = s.first().agent.empty() ? "" : " of " + s.first().agent;
    line(fmt::format("first slot: {}{}: {} in A, {} in B", s.first().column, of, cell(s.first(), s.first().a),
                     cell(s.first(), s.first().b)),
         4);
    if (s.slots.size() == 1) return;
    line(fmt::format("{} slots differ once the phase is over; by relative difference:", s.slots.size()), 4);
    std::vector<TableRow> rows{{{"    column", "of", "A", "B"}}};
    for (const SlotDifference& slot : s.largest(slots_shown))
      rows.push_back({{"    " + slot.column, cut(slot.agent, 50), cell(slot, slot.a), cell(slot, slot.b)}});
    out_ += table_text(rows, style_);
  }

  void step(std::size_t number, const Step& s) {
    std::string through =
        number == 0 ? "" : fmt::format(" ({} of the whole, from step {})", percent(s.share), s.parent + 1);
    out_ += "\n";
    line(bold(fmt::format("{}. {}, {}, {}", number + 1, s.quantity, s.whom, s.month.text())) +
         fmt::format(": {} in A, {} in B, {} {}{}", figure(s.a), figure(s.b), figure(s.difference(), true), s.unit,
                     through));
    if (!s.parts.empty()) {
      std::vector<TableRow> rows{{{"   through", "A", "B", "effect", "share"}}};
      const double whole = s.difference();
      const auto share = [&](double effect) { return whole != 0 ? percent(effect / whole, true) : ""; };
      double others = 0;
      for (std::size_t p = 0; p < s.parts.size(); ++p) {
        const Contribution& part = s.parts[p];
        if (p >= parts_shown || std::fabs(part.effect) < 0.01 * std::fabs(whole)) {
          others += part.effect;
          continue;
        }
        const bool named = part.a != 0 || part.b != 0;
        rows.push_back(
            {{"   " + cut(part.what + (part.unit.empty() || part.unit == "share" ? "" : " (" + part.unit + ")"), 56),
              named ? figure(part.a) : "", named ? figure(part.b) : "", figure(part.effect, true),
              share(part.effect)}});
      }
      if (std::fabs(others) > 1e-9 * std::fabs(whole))
        rows.push_back({{"   smaller parts", "", "", figure(others, true), share(others)}});
      const double rest = s.remainder();
      rows.push_back({{"   not explained", "", "", std::fabs(rest) < 1e-9 * std::fabs(whole) ? "0" : figure(rest, true),
                       std::fabs(rest) < 0.005 * std::fabs(whole) ? "0 %" : share(rest)}});
      out_ += table_text(rows, style_);
    }
    for (const Fact& f : s.facts)
      line(fmt::format("{}: {} in A, {} in B ({})", f.what, figure(f.a), figure(f.b), f.unit), 5);
    if (s.events.empty()) return;
    const std::size_t shown = std::min(events_shown, s.events.size());
    line(fmt::format("measures that close such links: {}{}",
                     fmt::join(s.events.begin(), s.events.begin() + static_cast<std::ptrdiff_t>(shown), "; "),
                     s.events.size() > shown ? fmt::format(" and {} more", s.events.size() - shown) : ""),
         5);
  }

  /// The largest part of each step, as far as it leads.
  void in_short() {
    const Chain& steps = why_.chain;
    std::string path = fmt::format("In short: {} {}", steps[0].quantity, figure(steps[0].difference(), true));
    const std::vector<std::size_t> way = main_path(steps);
    for (const std::size_t s : std::span(way).subspan(1))
      path += fmt::format(" <- {} of {} {} {}", steps[s].quantity, steps[s].whom, figure(steps[s].difference(), true),
                          steps[s].unit);
    if (const Step& last = steps[way.back()]; !last.events.empty())
      path += fmt::format(" <- {}", fmt::join(last.events, ", "));
    line(path);
  }

  void chain() {
    if (why_.chain.empty()) return;
    heading("4. The causal chain, from the metric back");
    if (why_.chain[0].difference() == 0)
      return line("The metric is the same in this pair: there is nothing to follow.");
    in_short();
    for (std::size_t s = 0; s < why_.chain.size(); ++s) step(s, why_.chain[s]);
  }

  void movements() {
    if (why_.movements.empty()) return;
    heading("4. What parted when");
    line(
        "No mechanism of the table leads to this metric. In the order of time, measures whose differences go most with "
        "its own from pair to pair (r); from that month on at least 95 % of the pairs differ in the same direction by "
        "what counts.");
    std::vector<TableRow> rows{{{"from", "metric", "A", "B", "A - B", "r"}}};
    for (const Movement& m : why_.movements)
      rows.push_back(
          {{m.first.text(), cut(m.metric + (m.agent.empty() ? "" : " of " + m.agent), 40), figure(m.a), figure(m.b),
            figure(m.difference, true), is_told(m.with) ? fmt::format("{:+.2f}", m.with) : "–"}});
    out_ += table_text(rows, style_);
  }

  void constraints() {
    std::vector<TableRow> rows{{{"producer", "months", "limited in A by", "in B by"}}};
    std::size_t passing = 0;
    for (const ConstraintPeriod& p : why_.constraints) {
      if (p.a == p.b && !why_.all_producers) continue;
      const int months = p.last - p.first + 1;
      if (months < 3 && !why_.all_producers)
        passing += static_cast<std::size_t>(months);
      else
        rows.push_back(
            {{p.producer, months == 1 ? p.first.text() : fmt::format("{} to {}", p.first.text(), p.last.text()),
              std::string(limit_name(p.a)), std::string(limit_name(p.b))}});
    }
    if (rows.size() == 1 && passing == 0) return;
    heading("5. What limits whom" + std::string(why_.all_producers ? "" : ", where it is not the same"));
    out_ += table_text(rows, style_);
    if (passing > 0)
      line(fmt::format("Left out: {} months in which the two differed for one or two months only.", passing));
  }

  const Why& why_;
  const TextStyle style_;
  std::string name_a_, name_b_, out_;
};

}  // namespace

std::string why_text(const Why& why, const TextStyle& style) { return Teller(why, style).tell(); }

}  // namespace chokepoint::output
