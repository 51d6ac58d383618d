// Keys of content: 128 bits that name work by what it consists of.
#pragma once

#include <bit>
#include <compare>
#include <concepts>
#include <cstdint>
#include <string_view>

#include "engine/base/hash.hpp"

namespace chokepoint {

/// Stands for some content: alike only if the content is.
struct ContentKey {
  std::uint64_t high = 0, low = 0;
  friend constexpr auto operator<=>(const ContentKey&, const ContentKey&) = default;
};

/// Folds content into a key: two state hashes of which the second sees each word turned and displaced.
class ContentHash {
 public:
  constexpr ContentHash& add(std::unsigned_integral auto word) { return fold(word); }
  constexpr ContentHash& add(double value) { return fold(std::bit_cast<std::uint64_t>(value)); }
  constexpr ContentHash& add(std::string_view text) { return fold(name_hash(text)).fold(text.size()); }
  constexpr ContentHash& add(const ContentKey& key) { return fold(key.high).fold(key.low); }
  [[nodiscard]] constexpr ContentKey key() const { return {high_.value(), low_.value()}; }

 private:
  constexpr ContentHash& fold(std::uint64_t word) {
    constexpr std::uint64_t displaced = 0xd6e8feb86659fd93ULL, step = 0x9e3779b97f4a7c15ULL;
    high_.add(word);
    low_.add(std::rotl(word ^ displaced, 29) + step * ++words_);
    return *this;
  }
  StateHash high_, low_;
  std::uint64_t words_ = 0;
};

}  // namespace chokepoint
