// Every model released in a run, in the order of release: append-only.
#pragma once

#include <span>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/month.hpp"

namespace chokepoint {

/// One released model or variant.
struct Model {
  FirmId lab;
  Month released;
  int variant = 0;      ///< 0 is the flagship
  double eci = 0;       ///< capability, Epoch Capabilities Index
  bool open = false;    ///< weights may be downloaded
  double log_flop = 0;  ///< log10 of training FLOP
};

class ModelRegistry {
 public:
  /// Room for this many models without allocating.
  void reserve(std::size_t models) { models_.reserve(models); }
  void add(const Model& model) { models_.push_back(model); }
  [[nodiscard]] std::span<const Model> all() const { return models_; }

  /// Models released in the `window` months up to and including `now`.
  [[nodiscard]] std::span<const Model> recent(Month now, int window) const {
    std::size_t first = models_.size();
    while (first > 0 && models_[first - 1].released > now - window) --first;
    return std::span(models_).subspan(first);
  }

 private:
  std::vector<Model> models_;
};

}  // namespace chokepoint
