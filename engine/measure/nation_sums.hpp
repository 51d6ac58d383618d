// Sums by nation that many metrics need: each is made when a metric first asks for it in a month, and not again.
#pragma once

#include "engine/markets/closed_links.hpp"
#include "engine/markets/leaderboard.hpp"
#include "engine/run/simulation.hpp"

namespace chokepoint {

/// Figures that are made in the months in which someone asks for them, once.
template <class Figures>
class OnceAMonth {
 public:
  OnceAMonth() = default;
  template <class... Sizes>
  explicit OnceAMonth(const Sizes&... sizes) : figures_(sizes...) {}

  /// `make` fills the figures in, unless that has been done this month.
  template <class Make>
  [[nodiscard]] const Figures& of(Month month, Make&& make) {
    if (made_ != month) {
      made_ = month;
      make(figures_);
    }
    return figures_;
  }

 private:
  Figures figures_;
  Month made_{-1};
};

/// The best that the nation's labs can do.
struct BestModels {
  ByNation<double> best, flop, efficiency, application;
  ByNation<double> held;  ///< made or obtained
  void measure(const World& world);
};

/// What the nation's firms have, spend and earn.
struct FirmSums {
  ByNation<double> raw, capex, revenue, rented, rent_revenue;
  double raw_world = 0;
  void measure(const World& world);
};

/// AI services, by buyer's and vendor's nation.
struct ServiceSums {
  ByNation<double> exports;
  Table<NationId, NationId, double> usage;  ///< (market, vendor's nation): share of usage
  explicit ServiceSums(std::size_t nations = 0) : usage(nations, nations) {}
  void measure(const World& world);
};

/// Accelerators, by buyer's and designer's nation.
struct ChipSums {
  ByNation<double> revenue;
  Table<NationId, NationId, double> bought;  ///< (buyer, designer's nation): M$ this month
  explicit ChipSums(std::size_t nations = 0) : bought(nations, nations) {}
  void measure(const World& world);
};

/// Use of services and of open weights that others host, by origin.
struct InfluenceSums {
  ByNation<double> influence, downloads;
  ByNation<double> self_hosting;  ///< influence that all of the nation would give by using open weights
  void measure(const World& world, const Parameters& p, const ServiceSums& services);
};

/// What goes around the controls, by nation.
struct ChannelSums {
  ByNation<double> rented_from;                   ///< let from data centres there, H100e
  ByNation<double> diverted_through, detections;  ///< by the nation's hubs
  void measure(const World& world);
};

/// What governments do to each other.
struct MeasureSums {
  ByNation<double> restriction;  ///< intensity of measures against the nation
  ByNation<double> measures;     ///< restrictions and retaliations that the nation begins this month
  void measure(const World& world, const Parameters& p);
};

/// Share of a bloc's payments for services and accelerators that goes to the other bloc, mean of the two.
struct CrossBloc {
  ByNation<int> bloc;  ///< -1 within the distance of allies from the US, +1 from China, else 0
  double share = 0;
  void measure(const World& world, const Parameters& p);
};

/// Sums over a region's members of what weighs their values.
struct RegionTotals {
  Column<RegionId, double> totals;
  void measure(const World& world, const ByNation<double>& weights);
};

/// By seller of a traded good: what it earns in one nation this month, M$ without tariffs.
struct SalesTo {
  Column<SellerId, double> of;
  void measure(const World& world, NationId nation);
};

/// Leaderboards of the month, one with a home bias.
struct Rankings {
  Leaderboard biased, neutral;
  void make_room(const World& world, const LeaderboardRules& rules);
  void measure(const World& world, const Parameters& p, const RandomStream& random, NationId western, NationId home);
};

/// All of these.
class NationSums {
 public:
  explicit NationSums(std::size_t nations) : services(nations), chips(nations), closed_links(nations) {}

  OnceAMonth<BestModels> models;
  OnceAMonth<FirmSums> firms;
  OnceAMonth<ServiceSums> services;
  OnceAMonth<ChipSums> chips;
  OnceAMonth<InfluenceSums> influence;
  OnceAMonth<ChannelSums> channels;
  OnceAMonth<MeasureSums> measures;
  OnceAMonth<CrossBloc> cross_bloc;
  OnceAMonth<RegionTotals> users, gdp, compute;  ///< of regions
  OnceAMonth<SalesTo> sales_to_cn;
  OnceAMonth<Rankings> rankings;
  OnceAMonth<ClosedLinks> closed_links;  ///< as of the last change of rules or December
};

}  // namespace chokepoint
