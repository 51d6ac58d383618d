// The tables of keys of study files.
#include "analysis/sweep/study_form.hpp"

#include "analysis/sweep/plan.hpp"
#include "engine/base/form_keys.hpp"

namespace chokepoint {
namespace {

using config::Form;
using config::Holds;
using config::Key;
using config::not_negative;
using config::with_form;
using config::with_range;
using config::with_words;

constexpr config::Range above_one{1.0 + 1e-9, 1e9};

const Form& normal_form() {
  static const Form form = {"normal",
                            {{"mean", Holds::number, "", "required", "mean of the distribution"},
                             {"deviation", Holds::number, "", "required", "standard deviation, above 0"},
                             {"low", Holds::number, "", "", "no value lies below"},
                             {"high", Holds::number, "", "", "no value lies above"}}};
  return form;
}

const Form& log_normal_form() {
  static const Form form = {
      "log_normal",
      {{"median", Holds::number, "", "required", "median of the distribution, above 0"},
       {"factor", Holds::number, "", "required",
        "geometric standard deviation: about two thirds of the values lie between median / factor and median × factor",
        above_one},
       {"low", Holds::number, "", "", "no value lies below"},
       {"high", Holds::number, "", "", "no value lies above"}}};
  return form;
}

const Form& steps_form() {
  static const Form form = {"steps",
                            {{"from", Holds::number, "", "required", "first level"},
                             {"to", Holds::number, "", "required", "last level"},
                             {"count", Holds::integer, "", "2", "how many levels, equally spaced", {2, 10000}}}};
  return form;
}

const Form& factor_form() {
  static const Form form = {
      "factor",
      {{"set", Holds::text, "", "",
        "what the factor sets: parameters.NAME, TABLE.ROW.COLUMN of data/world/ or events.ID.FIELD"},
       {"policies", Holds::alternatives, "", "", "instead of 'set': choices by name, each of policy files"},
       {"levels", Holds::levels, "", "", "the values it takes", {1, 10000}},
       with_form("steps", Holds::map, "", "equally spaced levels", steps_form()),
       {"months", Holds::month_interval, "", "", "any month from the first to the last"},
       {"prior", Holds::boolean, "", "", "true: distributed as the parameter's prior in data/parameters.yaml"},
       {"uniform", Holds::interval, "", "", "uniform distribution"},
       {"log_uniform", Holds::interval, "", "", "uniform distribution of the logarithm"},
       {"triangular", Holds::peaked, "", "", "triangular distribution"},
       {"log_triangular", Holds::peaked, "", "", "triangular distribution of the logarithm"},
       {"pert", Holds::peaked, "", "", "PERT distribution"},
       with_form("normal", Holds::map, "", "normal distribution", normal_form()),
       with_form("log_normal", Holds::map, "", "log-normal distribution", log_normal_form()),
       {"integer", Holds::boolean, "", "false", "rounds values of a distribution to whole numbers"},
       {"lever", Holds::boolean, "", "",
        "true: a choice of the decision maker, false: an uncertainty; without it, factors of policies are levers"},
       {"group", Holds::text, "", "", "factors of one group vary together in designs saltelli, morris and grid"}},
      {{{"set", "policies"}},
       {{"levels", "steps", "months", "prior", "uniform", "log_uniform", "triangular", "log_triangular", "pert",
         "normal", "log_normal", "policies"}}}};
  return form;
}

const Form& correlation_form() {
  static const Form form = {"correlation",
                            {{"between", Holds::words, "", "required", "two factors"},
                             {"rank", Holds::number, "", "required", "Spearman rank correlation", {-0.999, 0.999}}}};
  return form;
}

const Form& design_form() {
  static const Form form = {
      "design",
      {with_words("kind", Holds::choice, "grid", "how points are chosen", design_names()),
       with_range(
           "points", Holds::points, "", "",
           "how many points, or for saltelli and morris how many blocks; not of a grid; of a list without 'file', the "
           "points themselves, each a map of factor to value",
           1, 100000000),
       {"second_order", Holds::boolean, "", "false", "saltelli: blocks for indices of pairs of factors too"},
       {"file", Holds::text, "", "", "list: CSV file of points beside the study, one column a factor"},
       {"ignore", Holds::words, "", "", "list with 'file': columns that are no factors"}}};
  return form;
}

const Form& output_form() {
  static const Form form = {
      "output",
      {{"metric", Holds::metric, "", "", "what is kept of each run: simulate list metrics"},
       {"fired", Holds::text, "", "",
        "instead of 'metric': whether this event, which has a trigger, has come into force, 1 or 0"},
       {"agent", Holds::words, "", "", "nations, firms ... of metrics that have agents; one output for each"},
       {"month", Holds::months, "", "", "when; without it the last month of the run"},
       {"months", Holds::months, "", "", "the same, for several"},
       {"name", Holds::text, "", "", "name of the output; without it metric.agent@month"}},
      {{{"metric", "fired"}}, {{"month", "months"}, 0, 1}, {{"fired", "agent"}, 0, 1}}};
  return form;
}

const Form& series_form() {
  static const Form form = {
      "series",
      {{"metric", Holds::metric, "", "", "what is kept of each month of each run"},
       {"fired", Holds::text, "", "", "instead of 'metric': whether this event has come into force, 1 or 0"},
       {"agent", Holds::words, "", "", "nations, firms ... of metrics that have agents; one series for each"},
       {"name", Holds::text, "", "", "name of the series; without it metric.agent"}},
      {{{"metric", "fired"}}, {{"fired", "agent"}, 0, 1}}};
  return form;
}

const Form& case_form() {
  static const Form form = {"case",
                            {{"output", Holds::text, "", "required", "name of an output"},
                             with_words("of", Holds::choice, "",
                                        "difference to the scenario compared with, or level; without it difference if "
                                        "the study has several scenarios",
                                        {"difference", "level"}),
                             {"above", Holds::number, "the output's", "", "the case is that the value lies above"},
                             {"below", Holds::number, "the output's", "", "the case is that the value lies below"}},
                            {{{"above", "below"}}}};
  return form;
}

const Form& study_objective_form() {
  static const Form form = {"objective",
                            {{"output", Holds::text, "", "required", "name of an output"},
                             with_words("prefer", Holds::choice, "high", "which values are better", {"high", "low"})}};
  return form;
}

const Form& limits_form() {
  static const Form form = {
      "limits",
      {{"seconds", Holds::number, "s", "600", "a run that takes longer is ended; 0: no limit", not_negative},
       with_range("megabytes", Holds::integer, "MB", "0", "a worker that needs more memory is ended; 0: no limit", 0,
                  100000000)}};
  return form;
}

/// What is run.
std::vector<Key> run_keys() {
  return {{"name", Holds::text, "", "", "name of the study; without it that of the file"},
          {"question", Holds::text, "", "", "what the study asks"},
          {"seed", Holds::integer, "", "1", "seed of points and of random variation", {0, 2000000000}},
          with_range("replicates", Holds::integer, "", "1",
                     "runs of each point, each with random numbers of its own, which all points and scenarios share", 1,
                     100000000),
          {"scenario", Holds::words, "", "", "scenario file, relative to this one, or name of a shipped scenario"},
          {"scenarios", Holds::words, "", "", "the same, for several: every point is run in each"},
          {"compare_to", Holds::text, "", "", "the scenario that the others are compared with; without it the first"},
          {"until", Holds::month, "", "", "last month of the runs; without it that of the scenarios"},
          {"parameters", Holds::text, "", "point",
           "parameter sets, by replicate: point, prior, posterior or a file of sets"}};
}

/// What varies, and at which points.
std::vector<Key> factor_keys() {
  return {
      with_form("factors", Holds::named, "", "what varies, by name: letters, digits, underscores", factor_form(),
                {0, 1500}),
      {"priors", Holds::parameters, "", "", "parameters that are factors with their priors"},
      with_form("correlations", Holds::list, "", "rank correlations of factors that have distributions",
                correlation_form()),
      with_range("constraints", Holds::words, "", "",
                 "conditions on factors, as 'strict > 0.3 or price < 40': points that break one are left out", 0, 1000),
      with_form("design", Holds::map, "", "how points are chosen; required if anything varies", design_form())};
}

/// What is kept, and what is asked of it.
std::vector<Key> question_keys() {
  return {with_form("outputs", Holds::list, "", "what is kept of each run", output_form()),
          with_form("series", Holds::list, "", "what is kept of each month of each run", series_form()),
          with_form("cases", Holds::named, "",
                    "by name: conditions on outputs whose causes are searched (PRIM and CART)", case_form(), {0, 1000}),
          with_form("objectives", Holds::list, "",
                    "outputs by which scenarios and levers are judged: worst case and regret", study_objective_form()),
          with_form("limits", Holds::map, "", "what a run may cost", limits_form())};
}

std::vector<Key> all_keys() {
  std::vector<Key> out = run_keys();
  for (const auto& some : {factor_keys(), question_keys()}) out.insert(out.end(), some.begin(), some.end());
  return out;
}

}  // namespace

const Form& study_form() {
  static const Form form = {"study", all_keys(), {{{"scenario", "scenarios"}}, {{"outputs", "series"}, 1, 2}}};
  return form;
}

}  // namespace chokepoint
