// Governments: what each may do at its discretion, how it stands towards each other one, and what it decided this
// month.
//
// A measure is an event seen by governments: who acts against whom, how far up the ladder of escalation it stands and
// what it works through. An instrument is a measure that its issuer takes when it decides to. Both come from the
// scenario's events and never change in a run; intensities, beliefs and decisions are state.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/month.hpp"
#include "engine/world/columns.hpp"
#include "engine/world/parameters.hpp"
#include "engine/world/trade_graph.hpp"

namespace chokepoint {

/// One nation towards another: the first acts, the second is acted upon.
using PairId = Id<struct PairTag>;
using LeaderId = Id<struct LeaderTag>;    ///< of a bloc
using LatencyId = Id<struct LatencyTag>;  ///< months until an answer
using HistoryId = Id<struct HistoryTag>;  ///< months of the world so far

/// What an instrument is for.
enum class PolicyKind : std::uint8_t { restrict, retaliate, relief, subsidy, truce };
inline constexpr std::array<std::string_view, 5> policy_kind_names = {"restrict", "retaliate", "relief", "subsidy",
                                                                      "truce"};

/// What a measure works through: the issuer's supply to the target, or the target's sales to the issuer.
struct Leverage {
  enum class Side : std::uint8_t { exports, imports };
  Side side = Side::exports;
  std::vector<Good> goods;
  bool materials = false;
};

/// An event by which a government acts on others.
struct Measure {
  EventId event;
  NationId issuer;
  std::vector<PairId> against;           ///< issuer towards each target; the first is the one that it answers
  std::optional<PolicyKind> kind;        ///< of an instrument; a dated or conditional measure has none
  std::optional<double> own_rung;        ///< said by the instrument itself
  double Parameters::*ladder = nullptr;  ///< rung of its type
  double severity = 1;
  double cost = 0;  ///< M$ a month, of a subsidy
  Leverage leverage;
  Month from;  ///< first month in which it may be decided
  std::optional<Month> until;
  int cooldown = 0;
  bool once = false;

  /// Whether it is a blow against its targets, not a subsidy, a relief or a truce.
  [[nodiscard]] bool strikes() const {
    return !kind || *kind == PolicyKind::restrict || *kind == PolicyKind::retaliate;
  }
  /// Rung of the ladder of escalation, 0..1.
  [[nodiscard]] double rung(const Parameters& p) const {
    return severity * (own_rung ? *own_rung : ladder ? p.*ladder : 0.0);
  }
};

/// What governments can do in a scenario.
struct Statecraft {
  std::vector<Measure> measures;                    ///< in the order of events
  Column<NationId, std::vector<std::size_t>> menu;  ///< instruments of each nation that governs, indices into measures
  Column<PairId, std::pair<NationId, NationId>> pairs;  ///< in the order of names; each with its reverse
  Column<PairId, PairId> reverse;
  Column<PairId, bool> instrument;     ///< the first has some instrument towards the second
  Column<NationId, Month> agent_from;  ///< when the nation begins to decide by itself, or never
  bool governed = false;               ///< some nation does

  [[nodiscard]] bool governs(NationId n, Month month) const { return agent_from[n] <= month; }
  /// Whether a measure may be decided for the month after `month`.
  [[nodiscard]] PairId find(NationId issuer, NationId target) const {
    for (const PairId q : pairs.ids())
      if (pairs[q] == std::pair(issuer, target)) return q;
    return {};
  }
};

/// State of all governments.
struct Governments {
  static constexpr std::size_t latency_slots = 121;
  static constexpr double never = -1, none = -1;  ///< a month that has not come, an opinion not yet formed

  std::shared_ptr<const Statecraft> craft;
  std::vector<NationId> leaders;
  Column<PairId, double> intensity, last_measure;                      // what the first did to the second
  Column<PairId, double> pending, provoked, belief, awaiting, threat;  // what the first holds against the second
  Column<NationId, double> hawkishness;
  Table<NationId, LatencyId, double> latencies;
  Table<LeaderId, HistoryId, double> history;
  Table<LeaderId, LeaderId, double> reached;
  Column<EventId, double> noted, decided, level;

  Column<NationId, NationId> camp;
  Column<EventId, double> noted_now, utility;
  bool restated = false;

  [[nodiscard]] bool governed() const { return craft && craft->governed; }
};

inline constexpr auto government_columns = [](const auto& row) {
  row(columns::given<&Governments::craft>("", "what governments can do in the scenario"));
  row(columns::given<&Governments::leaders>("", "of blocs"));
  row(columns::state<&Governments::intensity>("", "R, sum of the rungs of measures, decaying"));
  row(columns::state<&Governments::last_measure>("month", "of the latest measure, or never"));
  row(columns::state<&Governments::pending>("", "rungs of the second's measures that wait for an answer"));
  row(columns::state<&Governments::provoked>("month", "of the first measure since the last answer, or never"));
  row(columns::state<&Governments::belief>("", "probability that the second answers a measure within half a year"));
  row(columns::state<&Governments::awaiting>("month", "of an own measure whose answer is not yet known, or never"));
  row(columns::state<&Governments::threat>("0..1", "perceived"));
  row(columns::state<&Governments::hawkishness>("", "h, weight of harm to a rival against own cost"));
  row(columns::state<&Governments::latencies>("", "answers so far, by months since the latest measure suffered"));
  row(columns::state<&Governments::history>("ECI", "best of a leader's bloc at the end of each month so far"));
  row(columns::state<&Governments::reached>("month", "in which the row's nation had what the column's has"));
  row(columns::state<&Governments::noted>("share", "of a measure in force that has been felt so far"));
  row(columns::state<&Governments::decided>("", "1: to be taken next month"));
  row(columns::state<&Governments::level>("", "factor on the severity of a subsidy"));
  row(columns::working<&Governments::camp>("", "leader of the bloc that it is nearest to, whose race it sees"));
  row(columns::working<&Governments::noted_now>("share", "the part of `noted` that came to bind this month"));
  row(columns::working<&Governments::utility>("", "of the instruments weighed this month"));
  row(columns::working<&Governments::restated>("", "some level has changed this month"));
};
static_assert(columns::covers<Governments>(government_columns), "government_columns lacks a column of Governments");

}  // namespace chokepoint
