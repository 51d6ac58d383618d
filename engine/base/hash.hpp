// Stable 64-bit hashes: of names (to key random numbers) and of numbers (to compare states bit for bit).
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace chokepoint {

/// FNV-1a of the bytes of a name. The same on every machine and in every version.
constexpr std::uint64_t name_hash(std::string_view name) {
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return h;
}

/// Folds words into one 64-bit state hash; the order of the words matters.
class StateHash {
 public:
  constexpr void add(std::uint64_t word) {
    h_ = (h_ ^ word) * 0x9fb21c651e98df25ULL;
    h_ ^= h_ >> 32;
  }
  constexpr void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
  /// Many numbers, in four lanes that do not wait for each other.
  constexpr void add(std::span<const double> values) {
    std::array<StateHash, 4> lanes = {};
    std::size_t k = 0;
    for (; k + 4 <= values.size(); k += 4)
      for (std::size_t lane = 0; lane < 4; ++lane) lanes[lane].add(values[k + lane]);
    for (; k < values.size(); ++k) add(values[k]);
    for (const StateHash& lane : lanes) add(lane.h_);
  }
  [[nodiscard]] constexpr std::uint64_t value() const { return h_; }

 private:
  std::uint64_t h_ = 0x8c7f0aac97c4aa2fULL;
};

}  // namespace chokepoint
