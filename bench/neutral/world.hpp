// The neutral network as a world of the engine: firms that buy from each other, and nothing else.
//
// The step is defined in bench/peers/README.md. Each of its states is a column of Firms that bears some other name in
// the model; links trade `cloud_rent`, the one good that goes from firm to firm. There are no nations and no events.
#pragma once

#include <array>
#include <cstddef>

#include "engine/scenario/scenario.hpp"

namespace chokepoint::bench {

/// Columns that hold the states of the step, in its order: money, capital, productivity, price, demand, stock, output,
/// growth, wage, labour, price of inputs, backlog, risk, quality, forecast, cost.
inline constexpr std::array<ByFirm<double> Firms::*, 16> state_columns = {
    &Firms::cash_flow,  &Firms::raw,         &Firms::talent,  &Firms::algorithm, &Firms::wanted,   &Firms::carry,
    &Firms::inference,  &Firms::invest_rate, &Firms::revenue, &Firms::training,  &Firms::scarcity, &Firms::rent_order,
    &Firms::congestion, &Firms::openness,    &Firms::budget,  &Firms::capex};
inline constexpr std::size_t price_state = 3, demand_state = 4, output_state = 6;
/// Where prices of the next month are written.
inline constexpr auto next_price_column = &Firms::algorithm_next;
/// Spot prices, one for each replicate in the world.
inline constexpr auto spot_column = &Foundries::order_level;
inline constexpr Good traded_good = Good::cloud_rent;

/// Replicates that may stand side by side in one world.
inline constexpr std::size_t side_by_side = 16;

/// A neutral world of so many agents for so many months; replicates differ in random numbers only.
/// `lanes` is 1, or `side_by_side` for that many replicates in one world: firm v * lanes + r is agent v of replicate r,
/// and orders stand in the same way. The graph is that of one replicate and all share it.
[[nodiscard]] Scenario neutral_scenario(std::size_t agents, std::size_t months, std::size_t lanes = 1);

[[nodiscard]] inline std::size_t lanes_of(const WorldData& data) { return data.foundries.count(); }

/// Checksum of the step of one replicate.
[[nodiscard]] double checksum(const World& world, std::size_t lane = 0);

}  // namespace chokepoint::bench
