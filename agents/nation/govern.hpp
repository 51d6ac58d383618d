// Governments as agents: what they see in each other, when they act and answer, and when they settle: P11.
#pragma once

#include <optional>

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::nation {

/// P11: measures that begin this month, whoever takes them, become intensity, things to answer and experience; the race
/// between the blocs' leaders is written down.
void record_measures(const MonthView& view, std::size_t first, std::size_t last);

/// P11: governments that decide by themselves weigh the threat, take measures and answer; they happen next month.
void govern(const MonthView& view, std::size_t first, std::size_t last);

/// P11: pairs of governments come to a truce, which may bring relief; subsidies are set anew each January.
void negotiate(const MonthView& view, std::size_t first, std::size_t last);

// The equations, with the symbols of docs/model.md, "Governments".

/// Threat that a government sees in a rival, over which it leads by so many months (negative: it is behind; nothing:
/// one of the two has no model).
[[nodiscard]] double threat_of(const Parameters& p, std::optional<double> lead_months, double compute_ratio,
                               double suffered, double distance);
/// New measures a month.
[[nodiscard]] double initiation_rate(const Parameters& p, double threat, double suffered, bool truce);
/// Answers a month.
[[nodiscard]] double retaliation_rate(const Parameters& p, double suffered, double pending, bool truce);
/// Truces a month.
[[nodiscard]] double truce_rate(const Parameters& p, double intensity, double returned);
/// The belief after one more experience.
[[nodiscard]] double learned(const Parameters& p, double belief, bool answered);

/// Months by which the first nation's best model leads the second's, through the eyes of their blocs' leaders.
[[nodiscard]] std::optional<double> lead_months(const World& world, NationId n, NationId rival);
/// Whether a measure begins this month.
[[nodiscard]] bool begins(const World& world, const Measure& measure);
/// Whether a truce between two holds.
[[nodiscard]] bool in_truce(const World& world, NationId n, NationId rival);

}  // namespace chokepoint::agents::nation
