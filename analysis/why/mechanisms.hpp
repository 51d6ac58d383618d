// The splits of the table in mechanisms.cpp: each fills in whose quantity it is, both values, the parts and facts.
#pragma once

#include "analysis/why/chain.hpp"

namespace chokepoint {

// Capability: mechanisms_models.cpp.
void split_gap(const Evidence& e, const CauseNode& n, Step& s);
void split_best_model(const Evidence& e, const CauseNode& n, Step& s);
void split_model(const Evidence& e, const CauseNode& n, Step& s);
void split_training_run(const Evidence& e, const CauseNode& n, Step& s);
void split_algorithm(const Evidence& e, const CauseNode& n, Step& s);
void split_adaptation(const Evidence& e, const CauseNode& n, Step& s);
void split_scarcity(const Evidence& e, const CauseNode& n, Step& s);

// Accelerators in use: mechanisms_compute.cpp.
void split_compute_share(const Evidence& e, const CauseNode& n, Step& s);
void split_compute(const Evidence& e, const CauseNode& n, Step& s);
void split_purchases(const Evidence& e, const CauseNode& n, Step& s);
void split_orders(const Evidence& e, const CauseNode& n, Step& s);
void split_budget(const Evidence& e, const CauseNode& n, Step& s);
void split_investment(const Evidence& e, const CauseNode& n, Step& s);
void split_preference(const Evidence& e, const CauseNode& n, Step& s);

// Accelerators made: mechanisms_chips.cpp.
void split_units(const Evidence& e, const CauseNode& n, Step& s);
void split_production(const Evidence& e, const CauseNode& n, Step& s);
void split_dies(const Evidence& e, const CauseNode& n, Step& s);
void split_capacity(const Evidence& e, const CauseNode& n, Step& s);
void split_memory(const Evidence& e, const CauseNode& n, Step& s);

/// Accelerators in place at a firm by where they came from, month by month, with retirement: their sum is the firm's
/// stock.
class Supplies {
 public:
  /// `raw`: as they are; else what they are worth in training.
  Supplies(const Trace& trace, FirmId firm, bool raw, Month last);
  /// Designers by index, then what was smuggled, then the rest (there at the start).
  [[nodiscard]] std::size_t count() const { return stock_.size(); }
  [[nodiscard]] double at(std::size_t source, Month month) const {
    return stock_[source][static_cast<std::size_t>(month.index)];
  }

 private:
  std::vector<std::vector<double>> stock_;
};

/// The name of a source of Supplies.
[[nodiscard]] std::string source_name(const WorldData& data, std::size_t source);

/// The firms that a node is about: one, or those of a nation, or all.
[[nodiscard]] std::vector<FirmId> firms_of(const Evidence& e, const CauseNode& n);

/// `China`, `DeepSeek`, `the world`: whom a node is about.
[[nodiscard]] std::string whose(const Evidence& e, const CauseNode& n);

/// Months from one to another, both included.
[[nodiscard]] inline std::vector<Month> months_between(Month first, Month last) {
  std::vector<Month> out;
  for (Month m = first; m <= last; m = m + 1) out.push_back(m);
  return out;
}

}  // namespace chokepoint
