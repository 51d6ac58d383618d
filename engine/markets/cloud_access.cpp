// Equations: docs/model.md, "Renting compute".
#include "engine/markets/cloud_access.hpp"

namespace chokepoint {
namespace {

/// A rule of the host's nation or of the place binds; the two compose as two measures, one nation counts once.
double of_either(const World& w, const RuleTable<NationId, NationId, double>& rule, CloudOfferId offer,
                 NationId renter) {
  const NationId home = w.firms.nation[w.cloud_offers.host[offer]], place = w.cloud_offers.nation[offer];
  return home == place ? rule(home, renter) : either(rule(home, renter), rule(place, renter));
}

}  // namespace

double hosting_closed(const World& w, const Regimes& r, CloudOfferId offer, NationId renter) {
  return r.hosting_rules ? of_either(w, r.hosting_closed, offer, renter) : 0.0;
}

double hosting_watched(const World& w, const Regimes& r, CloudOfferId offer, NationId renter) {
  return r.hosting_rules ? of_either(w, r.hosting_kyc, offer, renter) : 0.0;
}

double hosting_open(const World& w, const Regimes& r, const Parameters& p, CloudOfferId offer, NationId renter) {
  if (w.firms.nation[w.cloud_offers.host[offer]] == renter) return 0;
  if (!r.hosting_rules) return 1;
  return (1 - hosting_closed(w, r, offer, renter)) * (1 - p.rental_kyc_effect * hosting_watched(w, r, offer, renter));
}

double contract_price(const Parameters& p) { return p.rental_price * p.rental_months / 12; }

double contract_worth(const Parameters& p) {
  const double discount = (p.chips_capital_cost + p.chips_price_decline) / 12;
  return (discount + p.stock_retirement) / (discount + 1 / p.rental_months);
}

}  // namespace chokepoint
