// Groups of nations: for naming many at once and for reporting. Only nations act.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"

namespace chokepoint {

/// A nation may belong to several regions. The id of a region is never that of a nation.
struct Region {
  std::string name, label;
  std::vector<NationId> members;  ///< in the order of nations, at least one
};

struct WorldData;

/// Nations as a person names them, by themselves or by their regions. Iterates over the nations, each once, in the
/// order of naming.
class NationList {
 public:
  NationList() = default;
  NationList(std::initializer_list<NationId> nations) {
    for (const NationId n : nations) add(n);
  }

  /// A nation by its own name.
  void add(NationId n);
  /// Every member of a region.
  void add(RegionId region, const WorldData& data);
  /// A bloc of a scenario's own, by its name: what is on the list of its members.
  void add(const std::string& bloc, const NationList& members);
  /// Takes a nation off that was named with its region or bloc, whose amount goes to the others. False if it was named
  /// by itself: it stays.
  bool leave_out(NationId n);
  /// Every nation that is not in `few`.
  void add_all_but(const NationList& few, const WorldData& data);

  [[nodiscard]] auto begin() const { return nations_.begin(); }
  [[nodiscard]] auto end() const { return nations_.end(); }
  [[nodiscard]] std::size_t size() const { return nations_.size(); }
  [[nodiscard]] bool empty() const { return nations_.empty(); }
  [[nodiscard]] bool contains(NationId n) const { return std::ranges::find(nations_, n) != nations_.end(); }
  [[nodiscard]] std::span<const NationId> nations() const { return nations_; }

  /// Part of an amount that is given for each name on the list: 1 for a nation named by itself; for a member of a
  /// region its part of the region's GDP of 2017, so that the parts of all members add up to 1. 1 for a nation that is
  /// not on the list.
  [[nodiscard]] double part(NationId n) const;
  /// Leaves the whole amount to those nations for whom `can_take(n)`, in proportion; to all, if it is true of none.
  template <class F>
  void give_only_to(F&& can_take) {
    double all = 0, taken = 0;
    for (std::size_t k = 0; k < nations_.size(); ++k)
      all += parts_[k], taken += can_take(nations_[k]) ? parts_[k] : 0.0;
    if (taken <= 0 || taken == all) return;
    for (std::size_t k = 0; k < nations_.size(); ++k) parts_[k] = can_take(nations_[k]) ? parts_[k] * all / taken : 0.0;
  }

  /// Names as they were given: ids of nations and regions.
  [[nodiscard]] std::vector<std::string> names(const WorldData& data) const;
  /// The same as labels for sentences.
  [[nodiscard]] std::vector<std::string> labels(const WorldData& data) const;

 private:
  struct Name {
    NationId nation;
    RegionId region;
    std::string bloc;  ///< none of these: all other nations
  };
  void join(NationId n, double part);

  std::vector<NationId> nations_;
  std::vector<double> parts_;
  std::vector<Name> names_;
};

}  // namespace chokepoint
