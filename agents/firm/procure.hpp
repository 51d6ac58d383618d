// How an AI firm spends its chip budget: the cheapest computing first, by purchase, rent or evasion. P4a.
#pragma once

#include <array>
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <limits>
#include <span>

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::firm {

/// Takes back all orders of a firm.
void clear_orders(World& world, FirmId firm);

/// A firm's purchases of computing in a month. Spends on classes of close substitutes, the cheapest first: ways of one
/// kind with nothing of another kind between their costs. Within a class by CES weights, each way up to what it can
/// take; what the class can't take goes to the next. Equations: docs/model.md, "Chip demand, trade, links, price" and
/// "Evasion".
class Procurement {
 public:
  /// Weighs the parts on offer; takes back what was ordered before.
  Procurement(const MonthView& view, FirmId firm);

  /// Share of the foreign parts that draw the firm which announced rules will close.
  [[nodiscard]] double threatened() const { return foreign_ > 0 ? threatened_ / foreign_ : 0.0; }

  /// Spends a budget (M$) on the parts weighed, on smuggled parts and on rent; what can't be placed is idle.
  void spend(double budget);

 private:
  /// Ways to computing that are alike but for taste and price.
  enum class WayKind : std::uint8_t { foreign_parts, domestic_parts, smuggled, rented };
  static constexpr std::size_t way_kinds = 4;
  static constexpr double all = std::numeric_limits<double>::infinity();
  static constexpr std::size_t usual_offers = 32;  ///< more are kept on the heap

  /// A way to computing: a designer's parts on offer, parts past controls, or contracts.
  struct Way {
    WayKind kind;
    double cost;            ///< of a unit of value, relative to the reference price
    double weight;          ///< among others of its class
    double limit = all;     ///< M$ that it can take
    double spent = 0;       ///< M$
    EdgeId link = {};       ///< of parts on offer
    double price = 0;       ///< of those, M$ per H100e
    double attraction = 1;  ///< of those, were nothing in the way
  };

  void weigh(EdgeId link);
  [[nodiscard]] double access(EdgeId link, DesignerId designer, const SalesTerms& terms) const;
  [[nodiscard]] double let_in(VertexId designer, NationId seller) const;
  [[nodiscard]] Way smuggling() const;
  [[nodiscard]] Way renting() const;
  [[nodiscard]] auto parts() { return std::span<Way>(ways_.data(), parts_); }
  /// Cost of the cheapest way of each kind, or `all`.
  [[nodiscard]] std::array<double, way_kinds> cheapest() const;
  /// The same of one kind, of ways that are dearer than `done`.
  [[nodiscard]] double cheapest_beyond(double done, WayKind kind) const;
  void fill_class(WayKind kind, double from, double to);
  /// Spreads money of what is left over those of the parts on offer that are meant, by weight.
  template <class Meant>
  void spread(double amount, Meant&& meant);

  void limit_parts();
  void reserve_for_domestic_parts(double share);
  void add_ways_around();
  void spend_cheapest_first();
  void wait_for_parts();
  void place_orders();

  const MonthView& view_;
  World& w_;
  FirmId firm_;
  NationId home_;
  bool bans_, listed_, named_;  ///< its nation bars some designer; some nation lists it; some chip rule names it
  boost::container::small_vector<Way, usual_offers> ways_;
  std::size_t parts_ = 0;  ///< of the ways: parts on offer
  double weights_ = 0, foreign_ = 0, threatened_ = 0;
  double least_cost_ = all, highest_cost_ = 0;  ///< of the parts on offer
  double budget_ = 0, left_ = 0;                ///< M$
};

}  // namespace chokepoint::agents::firm
