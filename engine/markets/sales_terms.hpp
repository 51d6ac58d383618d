// On what terms a designer may sell to a nation: the full part, a compliant redesign, a licensed part, or nothing.
#pragma once

#include <optional>

#include "engine/world/month_view.hpp"

namespace chokepoint {

/// Value of a part against the full part it stands for: training performance and inference performance weighed as
/// buyers do (docs/model.md, "Chip demand"). 1 for the full part itself.
[[nodiscard]] double relative_value(const SalesTerms& terms, double training_weight);

/// The highest TPP that a part of this die area may have under a rule, whatever its interconnect.
[[nodiscard]] double highest_tpp(const ChipRule& rule, double die_area);

/// Whether a part may be sold under a rule without a licence.
[[nodiscard]] bool passes(const ChipRule& rule, const Chip& chip);

/// The newest and best full part of a designer launched by a month, or null.
[[nodiscard]] const Chip* flagship(const WorldData& data, DesignerId designer, Month by);

/// Share of a designer's parts that chip rules which name the buyer deny it: as long as the designer's newest full part
/// does not pass, whatever redesign or licence the nation's other firms may have.
[[nodiscard]] double denied_by_name(const World& world, const Regimes& regimes, DesignerId designer, FirmId buyer);
[[nodiscard]] inline double denied_by_name(const MonthView& view, DesignerId designer, FirmId buyer) {
  return denied_by_name(view.world, view.regimes, designer, buyer);
}

/// Share of what of a designer's parts is open to a buyer now that announced rules which name it will close.
[[nodiscard]] double threat_by_name(const MonthView& view, DesignerId designer, FirmId buyer);

/// Whether neither a chip rule, in force or announced, nor a tariff stands between a designer and a buyer nation.
[[nodiscard]] inline bool is_free(const MonthView& view, DesignerId designer, NationId buyer) {
  const NationId seller = view.world.designers.nation[designer];
  const auto announced = [&](const ChipBar& bar) { return bar.buyer == buyer && bar.binds(seller); };
  return (seller == buyer || !view.regimes.chips(seller, buyer).active()) &&
         view.regimes.chip_tariff(buyer, seller) == 0 && std::ranges::none_of(view.regimes.chips_announced, announced);
}
/// Terms of one designer for every buyer nation to which it may sell freely.
[[nodiscard]] SalesTerms free_terms(const MonthView& view, DesignerId designer);

/// Terms of one designer for one buyer nation under the rules in force, with price and attraction, and what of them
/// announced rules will close. With `client`, for one firm of it that some rule names: rules that spare it do not bind
/// it, licences for named clients serve it if they name it.
[[nodiscard]] SalesTerms sales_terms(const MonthView& view, DesignerId designer, NationId buyer, FirmId client = {});

/// Terms of a designer for one buyer: those of its nation, or its own if some rule names it.
class TermsForBuyer {
 public:
  TermsForBuyer(const MonthView& view, DesignerId designer, FirmId buyer)
      : nations_(&view.world.designers.terms(designer, view.world.firms.nation[buyer])) {
    if (!view.regimes.named.empty()) look_for_own(view, designer, buyer);
  }
  [[nodiscard]] const SalesTerms& operator*() const { return own_ ? *own_ : *nations_; }
  [[nodiscard]] const SalesTerms* operator->() const { return &**this; }
  [[nodiscard]] bool own() const { return own_.has_value(); }

 private:
  void look_for_own(const MonthView& view, DesignerId designer, FirmId buyer);

  const SalesTerms* nations_;
  std::optional<SalesTerms> own_;
};

}  // namespace chokepoint
