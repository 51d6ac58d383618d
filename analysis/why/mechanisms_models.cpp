// Capability: labs, training runs, algorithms. Equations: docs/model.md, "Training compute, algorithms, capability".
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/why/mechanisms.hpp"
#include "analysis/why/split.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/research_equations.hpp"

namespace chokepoint {
namespace {

CauseNode lab_node(std::string_view name, FirmId lab, Month month) {
  return {.mechanism = &mechanism(name), .firm = lab, .month = month};
}

/// The lab with the best model in a run; none before the first model.
FirmId leader(const Evidence& e, const Trace& t, const CauseNode& n) {
  FirmId out;
  const Firms& f = t[n.month].firms;
  for (const FirmId i : firms_of(e, n))
    if (f.best[i] > 0 && (n.nation.exists() || f.variants[i] > 0) && (!out.exists() || f.best[i] > f.best[out]))
      out = i;
  return out;
}

/// The month in which the lab released what is still its best model.
Month release(const Trace& t, FirmId lab, Month now) {
  Month out = now;
  while (out > Month{0} && t[out - 1].firms.best[lab] == t[now].firms.best[lab]) out = out - 1;
  return out;
}

double size_of_run(const MonthOfRun& m, FirmId i) { return log_flop(m.firms.run_flop[i]); }

/// Compute at work in the lab's hands before its share for training and research, H100e.
double compute_at_hand(const MonthOfRun& m, FirmId i) {
  const Firms& f = m.firms;
  return computing_at_hand(f.training[i], m.nations.deployable[f.nation[i]], f.let[i], f.rented[i]);
}

/// What a month adds to the training run, FLOP.
double added_flop(const Trace& t, FirmId i, Month m) {
  return t[m].firms.run_flop[i] - (m > Month{0} ? still_in_window(t[m].p, t[m - 1].firms.run_flop[i]) : 0.0);
}

}  // namespace

void split_gap(const Evidence& e, const CauseNode& n, Step& s) {
  const auto part = [&](std::string_view name, double sign) {
    CauseNode best{
        .mechanism = &mechanism("best model"), .nation = e.data().nations.find<NationId>(name), .month = n.month};
    Step found;
    split_best_model(e, best, found);
    s.a += sign * found.a, s.b += sign * found.b;
    s.parts.push_back(
        {fmt::format("best model of {}", whose(e, best)), "ECI", found.a, found.b, sign * (found.a - found.b), best});
  };
  s.whom = "US minus China";
  part("US", 1), part("CN", -1);
}

void split_best_model(const Evidence& e, const CauseNode& n, Step& s) {
  const FirmId in_a = leader(e, e.a, n), in_b = leader(e, e.b, n);
  const auto best = [&](const Trace& t, FirmId i) { return i.exists() ? t[n.month].firms.best[i] : 0.0; };
  s.whom = whose(e, n);
  s.a = best(e.a, in_a), s.b = best(e.b, in_b);
  if (!in_a.exists() || !in_b.exists()) return;
  // Either leader may be followed in both runs; the one who loses the least by it is the better guide.
  const bool follow_a = std::fabs(best(e.b, in_a) - s.b) <= std::fabs(best(e.a, in_b) - s.a);
  const FirmId lab = follow_a ? in_a : in_b;
  const std::string& name = e.data().firms.text[lab.index()];
  s.parts.push_back({"model of " + name, "ECI", best(e.a, lab), best(e.b, lab), best(e.a, lab) - best(e.b, lab),
                     lab_node("model of a lab", lab, n.month)});
  if (in_a != in_b)
    s.parts.push_back(
        {fmt::format("{} leads in A, {} in B", e.data().firms.text[in_a.index()], e.data().firms.text[in_b.index()]),
         "ECI",
         s.a - best(e.a, lab),
         s.b - best(e.b, lab),
         (s.a - best(e.a, lab)) - (s.b - best(e.b, lab)),
         {}});
}

void split_model(const Evidence& e, const CauseNode& n, Step& s) {
  const FirmId i = n.firm;
  s.whom = whose(e, n);
  s.a = e.a[n.month].firms.best[i], s.b = e.b[n.month].firms.best[i];
  if (s.a <= 0 || s.b <= 0) return;
  const Month r = release(e.a, i, n.month), in_b = release(e.b, i, n.month);
  const MonthOfRun &a = e.a[r], &b = e.b[r];
  s.month = r;
  const double per_oom = 0.5 * (a.p.capability_per_oom + b.p.capability_per_oom);
  const auto add = [&](const char* what, double x, double y, std::string_view next) {
    s.parts.push_back({what, "OOM", x, y, per_oom * (x - y), next.empty() ? CauseNode{} : lab_node(next, i, r)});
  };
  add("training computing", size_of_run(a, i), size_of_run(b, i), "training run");
  add("algorithms", a.firms.algorithm_next[i], b.firms.algorithm_next[i], "algorithms");
  add("efficiency found for want of computing", a.firms.adaptation_next[i], b.firms.adaptation_next[i], "adaptation");
  add("building on weights at hand and outputs of models abroad", a.firms.built_on[i], b.firms.built_on[i], {});
  // Released before the month's users are counted.
  const auto usage = [&](const Trace& t) { return r > Month{0} ? t[r - 1].firms.usage_data[i] : 0.0; };
  const double data_a = learned_from_usage(usage(e.a)), data_b = learned_from_usage(usage(e.b));
  s.parts.push_back({"usage data",
                     "OOM",
                     data_a,
                     data_b,
                     0.5 * (a.p.capability_data_gain + b.p.capability_data_gain) * (data_a - data_b),
                     {}});
  if (r == in_b && a.firms.built_on[i] != b.firms.built_on[i]) {
    const auto random = [&](const Trace& t) {  // of the run's own training
      const MonthOfRun& m = t[r];
      const double own =
          effective_computing(m.p, size_of_run(m, i), m.firms.algorithm_next[i], m.firms.adaptation_next[i]);
      return m.firms.release_eci[i] - expected_eci(m.p, own + m.firms.built_on[i], usage(t));
    };
    s.parts.push_back(
        {"random variation of its own training", "ECI", random(e.a), random(e.b), random(e.a) - random(e.b), {}});
  }
  if (r != in_b) {
    const double rest = s.remainder();  // random variation of a release depends on the lab and the month alone
    s.parts.push_back({fmt::format("released in {} in A, {} in B", r.text(), in_b.text()), "ECI", 0, 0, rest, {}});
  }
}

namespace {

/// What makes two training runs of a lab differ, in compute: by source of its accelerators, their power, and what was
/// let and rented.
struct TrainingCauses {
  std::vector<double> by_source;
  double power = 0, letting = 0, renting = 0;

  /// Adds a month, of which `kept` is still in the window of the run.
  void add(const Evidence& e, FirmId i, Month m, double kept, const Supplies& in_a, const Supplies& in_b) {
    const MonthOfRun &x = e.a[m], &y = e.b[m];
    const NationId home = x.firms.nation[i];
    const auto flop_of = [&](const Trace& t) { return ratio_or_zero(added_flop(t, i, m), compute_at_hand(t[m], i)); };
    const double weight = kept * 0.5 * (flop_of(e.a) + flop_of(e.b));
    const double powered = 0.5 * (x.nations.deployable[home] + y.nations.deployable[home]);
    for (std::size_t k = 0; k < by_source.size(); ++k)
      by_source[k] += weight * powered * (in_a.at(k, m) - in_b.at(k, m));
    power += weight * 0.5 * (x.firms.training[i] + y.firms.training[i]) *
             (x.nations.deployable[home] - y.nations.deployable[home]);
    letting -= weight * (x.firms.let[i] - y.firms.let[i]);
    renting += weight * (x.firms.rented[i] - y.firms.rented[i]);
  }
};

}  // namespace

void split_training_run(const Evidence& e, const CauseNode& n, Step& s) {
  const FirmId i = n.firm;
  const NationId home = e.a[n.month].firms.nation[i];
  const MonthOfRun &a = e.a[n.month], &b = e.b[n.month];
  s.whom = whose(e, n);
  s.a = size_of_run(a, i), s.b = size_of_run(b, i);
  const double flop_a = a.firms.run_flop[i], flop_b = b.firms.run_flop[i];
  if (flop_a == flop_b || flop_a < least_run_flop || flop_b < least_run_flop) return;
  const double to_oom = 1 / (maths::log(10.0) * logarithmic_mean(flop_a, flop_b));

  const Supplies in_a(e.a, i, false, n.month), in_b(e.b, i, false, n.month);
  TrainingCauses causes{std::vector<double>(in_a.count())};
  double kept = 1;
  for (Month m = n.month; m >= e.since; m = m - 1) {
    causes.add(e, i, m, kept, in_a, in_b);
    kept *= 0.5 * (e.a[m].p.training_window + e.b[m].p.training_window);
  }
  for (std::size_t k = 0; k < causes.by_source.size(); ++k) {
    CauseNode next;
    if (k < e.data().designers.count())
      next = {.mechanism = &mechanism("accelerators bought"), .firm = i, .designer = DesignerId{k}, .month = n.month};
    s.parts.push_back({"accelerators " + source_name(e.data(), k), "H100e", in_a.at(k, n.month), in_b.at(k, n.month),
                       to_oom * causes.by_source[k], next});
  }
  const auto add = [&](const char* what, const char* unit, double in_run_a, double in_run_b, double effect) {
    s.parts.push_back({what, unit, in_run_a, in_run_b, to_oom * effect, {}});
  };
  add("power for them", "share", a.nations.deployable[home], b.nations.deployable[home], causes.power);
  add("let to others", "H100e", a.firms.let[i], b.firms.let[i], causes.letting);
  add("rented abroad", "H100e", a.firms.rented[i], b.firms.rented[i], causes.renting);
}

// --- knowledge ------------------------------------------------------------------------------------------------------

namespace {

double talent_of(const MonthOfRun& m, FirmId i) {
  const NationId home = m.firms.nation[i];
  return research_talent(m.firms.talent[i], m.nations.talent_ratio(home), m.subsidy[home].lab);
}

/// Logarithms of a laboratory's researchers and of its computing for research.
struct ResearchMeans {
  double talent = 0, computing = 0;
};
ResearchMeans research_means(const Trace& t, FirmId i, Month month) {
  const MonthOfRun& m = t[month];
  const Parameters& p = m.p;
  const double at_work =
      ratio_or_zero(added_flop(t, i, month), training_flop(p, m.firms.run_share[i] * p.training_run_share));
  return {maths::log(talent_of(m, i)), maths::log(research_computing(p, at_work))};
}

/// Computing for each researcher that a laboratory lacks, OOM.
double lacking(const Trace& t, FirmId i, Month month) {
  const ResearchMeans own = research_means(t, i, month);
  const double typical = t[month].commons.computing_per_researcher;
  return typical > 0 ? computing_lacking(maths::log(typical), own.computing, own.talent) : 0.0;
}

/// A month's own progress as the product that it is: computing, researchers, room left, scarcity, pace. Each factor is
/// what the effort of research is with all else at rest.
std::array<double, 5> own_progress(const Trace& t, FirmId i, Month month) {
  const MonthOfRun& m = t[month];
  const Parameters& p = m.p;
  const auto [talent, computing] = research_means(t, i, month);
  const auto effort = [&](double log_input, double algorithm, double scarcity) {
    return maths::exp(log_research_effort(p, log_input, algorithm, scarcity));
  };
  const double all = effort(log_research_input(p, talent, computing), m.firms.algorithm[i], m.firms.scarcity[i]);
  return {effort(log_research_input(p, 0, computing), 0, 0), effort(log_research_input(p, talent, 0), 0, 0),
          effort(0, m.firms.algorithm[i], 0), effort(0, 0, m.firms.scarcity[i]),
          ratio_or_zero(found_by_research(p, all, m.commons.accelerated), all)};
}

struct Learned {
  double from_all = 0, from_open = 0;
};

/// What a month brings of the best lab's algorithms, and of the best open model's.
Learned learned(const MonthOfRun& m, FirmId i) {
  const double absorption = maths::exp(LogAbsorption(m.p)(maths::log(talent_of(m, i))));
  return {diffused(m.p, absorption, m.firms.closed_lesson[i], 0), diffused(m.p, absorption, 0, m.firms.open_lesson[i])};
}

}  // namespace

void split_algorithm(const Evidence& e, const CauseNode& n, Step& s) {
  const FirmId i = n.firm;
  s.whom = whose(e, n);
  s.a = e.a[n.month].firms.algorithm_next[i], s.b = e.b[n.month].firms.algorithm_next[i];
  std::array<double, 5> effect = {};
  Learned in_a, in_b;
  for (const Month m : months_between(std::max(e.since, e.a[n.month].firms.entry[i]), n.month)) {
    const auto own_a = own_progress(e.a, i, m), own_b = own_progress(e.b, i, m);
    const std::vector<double> of_month = factor_effects(own_a, own_b);
    for (std::size_t k = 0; k < effect.size(); ++k) effect[k] += of_month[k];
    const Learned x = learned(e.a[m], i), y = learned(e.b[m], i);
    in_a.from_all += x.from_all, in_a.from_open += x.from_open, in_b.from_all += y.from_all,
        in_b.from_open += y.from_open;
  }
  const MonthOfRun &a = e.a[n.month], &b = e.b[n.month];
  const NationId home = a.firms.nation[i];
  s.parts = {
      {"own research: computing", "H100e", compute_at_hand(a, i), compute_at_hand(b, i), effect[0],
       lab_node("training run", i, n.month)},
      {"own research: researchers", "ratio", a.nations.talent_ratio(home), b.nations.talent_ratio(home), effect[1], {}},
      {"own research: the further, the harder", "OOM", a.firms.algorithm[i], b.firms.algorithm[i], effect[2], {}},
      {"own research: driven by scarcity", "share", a.firms.scarcity[i], b.firms.scarcity[i], effect[3],
       lab_node("scarcity", i, n.month)},
      {"own research: pace", "", 0, 0, effect[4], {}},
      {"learned from the best labs", "OOM", in_a.from_all, in_b.from_all, in_a.from_all - in_b.from_all, {}},
      {"learned from open models", "OOM", in_a.from_open, in_b.from_open, in_a.from_open - in_b.from_open, {}}};
}

void split_adaptation(const Evidence& e, const CauseNode& n, Step& s) {
  const FirmId i = n.firm;
  s.whom = whose(e, n);
  s.a = e.a[n.month].firms.adaptation_next[i], s.b = e.b[n.month].firms.adaptation_next[i];
  double by_computing = 0, by_open = 0;
  for (const Month m : months_between(std::max(e.since, e.a[n.month].firms.entry[i]), n.month)) {
    const auto add = [&](const Trace& t, double sign) {
      const MonthOfRun& x = t[m];
      const ResearchMeans means = research_means(t, i, m);
      const double pace = research_pace(maths::exp(log_research_input(x.p, means.talent, means.computing)));
      const double reach = efficiency_within_reach(x.p, lacking(t, i, m));
      by_computing += sign * pace * efficiency_found(x.p, reach, x.firms.adaptation[i]);
      by_open += sign * efficiency_taken_over(x.p, reach, x.commons.best_open_adaptation, x.firms.adaptation[i]);
    };
    add(e.a, 1), add(e.b, -1);
  }
  const MonthOfRun &a = e.a[n.month], &b = e.b[n.month];
  s.parts = {{"computing that a researcher lacks", "OOM", lacking(e.a, i, n.month), lacking(e.b, i, n.month),
              by_computing, lab_node("training run", i, n.month)},
             {"open models", "OOM", a.commons.best_open_adaptation, b.commons.best_open_adaptation, by_open, {}}};
}

void split_scarcity(const Evidence& e, const CauseNode& n, Step& s) {
  const FirmId i = n.firm;
  const MonthOfRun &a = e.a[n.month], &b = e.b[n.month];
  s.whom = whose(e, n);
  s.a = a.firms.scarcity[i], s.b = b.firms.scarcity[i];
  s.facts = {
      {"received in about a year", "H100e of training", a.firms.received[i], b.firms.received[i]},
      {"wanted in about a year", "H100e", a.firms.wanted[i], b.firms.wanted[i]},
      {"received over wanted, firms under no chip rule", "ratio", a.commons.relative_fill, b.commons.relative_fill}};
}

}  // namespace chokepoint
