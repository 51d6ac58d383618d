// Reading what a study keeps of each run.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/runs/named_series.hpp"
#include "analysis/sweep/study.hpp"

namespace chokepoint {
namespace {

using config::FormReader;

std::string column_name(const std::string& metric, const std::string& agent, const std::string& month) {
  return metric + (agent.empty() ? "" : "." + agent) + (month.empty() ? "" : "@" + month);
}

/// The event that an output is about: one of some scenario's, with a trigger.
std::string read_fired(FormReader& map, const SweepStudy& study) {
  const std::string id = map.text(fired_figure);
  std::vector<std::string> known;
  for (const Scenario& scenario : study.scenarios)
    for (const auto& event : scenario.calendar->events())
      if (event->header.trigger) known.push_back(event->header.id);
  if (std::ranges::find(known, id) == known.end())
    map.mistake(
        "fired",
        known.empty()
            ? fmt::format(
                  "no event is called '{}' and waits for a trigger: no scenario of this study holds such events", id)
            : fmt::format("no event with a trigger is called '{}'{}", id, suggestion(id, known)));
  return id;
}

/// Reads columns below one key: outputs, which have months, or series, which have none.
class ColumnReader {
 public:
  static constexpr std::size_t most = 5000;

  ColumnReader(const SweepStudy& study, bool with_months)
      : study_(study),
        with_months_(with_months),
        layout_(*study.scenarios[0].initial->world.data),
        last_(std::ranges::min_element(study.scenarios, {}, &Scenario::end)->end) {}

  /// Adds the columns of one entry; if they would be too many none, and false.
  bool add(FormReader& map, std::vector<OutputColumn>& out) const {
    const bool fired = map.find("fired") != nullptr;
    const std::string metric = fired ? std::string(fired_figure) : map.text("metric"), name = map.text("name");
    const std::vector<std::string> agents = fired               ? std::vector<std::string>{read_fired(map, study_)}
                                            : map.find("agent") ? map.words("agent")
                                                                : std::vector<std::string>{""};
    const std::vector<std::string> months = months_of(map);
    if (out.size() + agents.size() * months.size() > most) return false;
    static constexpr Metric of_event{fired_figure, "share", {}, "Whether the event has come into force: 1 or 0."};
    const Metric* row = fired ? &of_event : find_metric(metric);
    if (!row && !metric.empty()) map.mistake("metric", unknown_metric(metric));
    for (const std::string& agent : agents)
      for (const std::string& word : months) {
        if (row && !fired) check_agent(map, *row, agent);
        const auto month = month_of(map, word);
        if (month && row)
          out.push_back({name.empty() ? column_name(metric, agent, word.empty() ? "" : month->text()) : name,
                         std::string(row->unit), std::string(row->meaning), metric, agent, month->index});
      }
    return true;
  }

 private:
  [[nodiscard]] std::vector<std::string> months_of(FormReader& map) const {
    if (!with_months_) return {""};
    std::vector<std::string> out = map.words(map.find("months") ? "months" : "month");
    if (out.empty()) out.push_back(last_.text());
    return out;
  }

  void check_agent(FormReader& map, const Metric& metric, const std::string& agent) const {
    if (layout_.find(metric.name, agent) != Layout::npos) return;
    const auto series = layout_.series();
    std::vector<std::string> agents;
    for (std::size_t s = layout_.first(metric); s < series.size() && series[s].metric == &metric; ++s)
      agents.push_back(series[s].agent_name);
    map.mistake(agent.empty() ? "metric" : "agent",
                agent.empty()
                    ? fmt::format("metric '{}' is of each of {} … {}; 'agent' should say whose", metric.name, agents[0],
                                  agents.back())
                    : fmt::format("metric '{}' has no agent '{}'{}", metric.name, agent, suggestion(agent, agents)));
  }

  /// The month that a word tells, of no word the first; a mistake if it is none of the run's.
  [[nodiscard]] std::optional<Month> month_of(FormReader& map, const std::string& word) const {
    const auto month = word.empty() ? std::optional(Month{0}) : Month::parse_or_year(word);
    if (!month) {
      map.mistake("month", fmt::format("'{}' is not a month", word));
      return std::nullopt;
    }
    if (*month <= last_ && *month >= Month{0}) return month;
    map.mistake("month", fmt::format("{} lies outside the run, which ends in {}", month->text(), last_.text()));
    return std::nullopt;
  }

  const SweepStudy& study_;
  bool with_months_;
  Layout layout_;
  Month last_;
};

void read_columns(FormReader& top, const char* key, bool with_months, const SweepStudy& study,
                  std::vector<OutputColumn>& out) {
  if (!top.find(key) || study.scenarios.empty()) return;
  const ColumnReader reader(study, with_months);
  bool fits = true;
  top.each(key, [&](FormReader& map) { fits = reader.add(map, out) && fits; });
  if (!fits)
    return top.mistake(
        key, fmt::format("'{}' are more than {}, which is what a study keeps at most", key, ColumnReader::most));
  for (std::size_t k = 0; k < out.size(); ++k)
    for (std::size_t j = 0; j < k; ++j)
      if (out[j].name == out[k].name)
        top.mistake(key, fmt::format("duplicate '{}'; give one another name", out[k].name));
}

}  // namespace

void read_sweep_outputs(FormReader& top, SweepStudy& study) {
  read_columns(top, "outputs", true, study, study.spec.outputs);
  read_columns(top, "series", false, study, study.spec.series);
}

}  // namespace chokepoint
