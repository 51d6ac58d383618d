// Amounts as people write them: `1.5 bn $ a month`, `25 %`, `2 years`.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace chokepoint {

/// A number in a field's unit, or why a text is none, as "say 'a month' or 'a year'"; empty if it is nothing like an
/// amount. Knows thousands to trillions, dollars, watts, months and years; what a text leaves out is that of the unit,
/// but for the period of a flow, without which an amount would mean two things.
[[nodiscard]] std::variant<double, std::string> amount_in(std::string_view text, std::string_view unit);

/// Whether amounts in a unit may be written so.
[[nodiscard]] bool takes_amounts(std::string_view unit);

}  // namespace chokepoint
