// What the rows of metrics share: short names, the smallest differences that count, sums over firms.
#pragma once

#include <algorithm>
#include <cassert>
#include <string_view>

#include "engine/base/sum.hpp"
#include "engine/measure/recorder.hpp"

namespace chokepoint::metric_families {

using O = const Observation&;
using A = std::size_t;

// The smallest differences that count. Judgements: what nobody would act on, or no source could tell, counts as none.
inline constexpr Smallest eci_step{
    0.1, 0,
    "three days of progress at the frontier, which gains about 1 ECI a month; scores of one "
    "model differ by more from test to test"};
inline constexpr Smallest month_step{1, 0, "a month, the step of the model"};
inline constexpr Smallest stock_step{0.05, 0, "a day and a half of use"};
inline constexpr Smallest one{1, 0, "there is no less than one"};
inline constexpr Smallest orders{0.01, 0, "2 % more or less; estimates of training runs are known to a factor of two"};
inline constexpr Smallest talent_step{0.01, 0.001, "a thousandth of the researchers, at least ten"};
inline constexpr Smallest units{
    1, 0.001, "a thousandth of the amount, at least one; holdings are known to a few per cent at best"};
inline constexpr Smallest millions{0.001, 0.001, "a thousandth of the amount, at least a thousand"};
inline constexpr Smallest machines{0.1, 0.001, "a machine in ten months"};
inline constexpr Smallest dollars_m{0.1, 0.001,
                                    "a thousandth of the amount, at least 0.1 M$; accounts are rounded to more"};
inline constexpr Smallest dollars_bn{0.01, 0.001,
                                     "a thousandth of the amount, at least 10 M$; accounts are rounded to more"};
inline constexpr Smallest gdp_step{
    0.01, 0.0001, "a ten-thousandth of the product, at least 10 M$; the first revision of a year is larger"};
inline constexpr Smallest share_step{0.001, 0, "a tenth of a percentage point, the last digit of the report"};
inline constexpr Smallest percent_step{0.01, 0, "a hundredth of a percentage point, the last digit of the report"};
inline constexpr Smallest ratio_step{0.001, 0, "a tenth of a per cent of the undisturbed price"};
inline constexpr Smallest growth_step{0.01, 0, "one per cent of the quarter of a year before"};
inline constexpr Smallest price_step{0.01, 0.001, "a thousandth of the price"};
inline constexpr Smallest node_step{0.01, 0, "a hundredth of a node, about a week of a node's usual two years"};
inline constexpr Smallest scale_step{
    0.001, 0, "a two-thousandth of the way from one bloc to the other, the last digit of the report"};
inline constexpr Smallest rung_step{0.01, 0, "a hundredth of a rung; the mildest measure is one"};
inline constexpr Smallest power_step{0.001, 0.001, "a thousandth of the power, at least 1 MW"};

inline double over_all_firms(O o, double (*f)(const Firms&, FirmId)) {
  return sum_over(o.world.firms.nation.ids(), [&](FirmId i) { return f(o.world.firms, i); });
}
/// Of a row of firms.csv: the firm, or all members of a sector.
inline double over_row(O o, A row, double (*f)(const Firms&, FirmId)) {
  return sum_over(o.world.data->firm_rows[row].members, [&](FirmId i) { return f(o.world.firms, i); });
}

// Functions of metrics that say what column a metric is.
inline void copy_column(std::span<const double> column, std::span<double> values) {
  assert(column.size() == values.size() && "a column has one value for each agent");
  std::ranges::copy(column, values.begin());
}
template <auto Field>
inline constexpr auto of_nations =
    [](O o, std::span<double> values) { copy_column((o.world.nations.*Field).cells(), values); };
template <auto Field>
inline constexpr auto of_designers =
    [](O o, std::span<double> values) { copy_column((o.world.designers.*Field).cells(), values); };
template <auto Field>
inline constexpr auto of_foundries =
    [](O o, std::span<double> values) { copy_column((o.world.foundries.*Field).cells(), values); };
/// Of one of the observation's sums.
template <auto Sums, auto Field>
inline constexpr auto sums_by_nation =
    [](O o, std::span<double> values) { copy_column(((o.*Sums)().*Field).cells(), values); };

/// Of the first metric named in `from`: sums over the last months, and their mean over a year.
template <int Months>
inline constexpr auto sums_of = [](O o, std::span<double> values) { o.sums(0, Months, values); };
inline constexpr auto means_of_year = [](O o, std::span<double> values) {
  o.sums(0, 12, values);
  for (double& value : values) value /= 12;
};

/// Value for a nation that a foreign world may not have.
inline double of(const ByNation<double>& values, NationId n) { return n.exists() ? values[n] : 0.0; }

}  // namespace chokepoint::metric_families
