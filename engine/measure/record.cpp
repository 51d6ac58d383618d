// From a run under way to what is kept of it.
#include "engine/measure/record.hpp"

#include <bit>

namespace chokepoint {

KeptRecord::KeptRecord(const Record& record)
    : months_(record.months()), columns_(record.columns()), places_(record.width(), nowhere) {
  std::vector<std::uint64_t> bits(record.width());
  for (std::size_t m = 0; m < months_; ++m) {
    const std::span<const double> row = record.row(m);
    for (std::size_t c = 0; c < bits.size(); ++c)
      bits[c] |= std::bit_cast<std::uint64_t>(row[c]) << 1;  // 0 has no sign
  }
  std::uint32_t kept = 0;
  for (std::size_t c = 0; c < bits.size(); ++c)
    if (bits[c] != 0) places_[c] = kept++;
  values_.resize(kept * months_);
  keep(record);
}

/// From months to series, a few series at a time: what is read and what is written then stay in the cache.
void KeptRecord::keep(const Record& record) {
  constexpr std::size_t width = 16;
  for (std::size_t first = 0; first < places_.size(); first += width) {
    const std::size_t last = std::min(places_.size(), first + width);
    for (std::size_t m = 0; m < months_; ++m) {
      const std::span<const double> row = record.row(m);
      for (std::size_t c = first; c < last; ++c)
        if (places_[c] != nowhere) values_[places_[c] * months_ + m] = static_cast<float>(row[c]);
    }
  }
}

}  // namespace chokepoint
