// Points by index.
#include "analysis/methods/unit_design.hpp"

#include <algorithm>
#include <bit>
#include <boost/math/special_functions/prime.hpp>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <numeric>

#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"

namespace chokepoint {
namespace {

using Kind = UnitDesignOptions::Kind;

/// A random number that depends on words alone.
double uniform(std::uint64_t seed, std::string_view part, std::size_t index, std::size_t coordinate) {
  return RandomStream(seed, index).uniform(Purpose::parameter_draw, name_hash(part), Month{0}, coordinate);
}

std::uint64_t mixed(std::uint64_t seed, std::uint64_t a, std::uint64_t b) {
  StateHash hash;
  hash.add(seed), hash.add(a), hash.add(b);
  return hash.value();
}

/// Where an index goes in a random order of [0, count): four rounds of a Feistel network over the next power of four,
/// walked until it falls inside.
std::size_t shuffled(std::size_t index, std::size_t count, std::uint64_t seed) {
  const int half = std::max(1, (static_cast<int>(std::bit_width(count - 1)) + 1) / 2);
  const std::uint64_t mask = (1ULL << half) - 1;
  std::uint64_t x = index;
  do {
    std::uint64_t left = x >> half, right = x & mask;
    for (std::uint64_t round = 0; round < 4; ++round)
      left = std::exchange(right, left ^ (mixed(seed, round, right) >> 20U & mask));
    x = left << half | right;
  } while (x >= count);
  return x;
}

}  // namespace

/// Direction numbers of Sobol' points: the integers of points 1, 2, 4, ... combine to those of all others.
struct UnitDesign::Lattice {
  static constexpr int bits = 40;         ///< of an index
  std::vector<std::uint64_t> directions;  ///< by bit of the index, then by coordinate
  std::size_t dimensions;

  explicit Lattice(std::size_t coordinates) : directions(bits * coordinates), dimensions(coordinates) {
    // Gray code: from point 2^b - 1 to 2^b only bit b turns, so that the two differ by that bit's direction number.
    // Boost leaves out the zero point.
    for (int bit = 0; bit < bits; ++bit) {
      boost::random::sobol engine(coordinates);
      std::vector<std::uint64_t> before(coordinates, 0);
      const std::uint64_t at = 1ULL << bit;
      if (at > 1) {
        engine.discard((at - 2) * coordinates);
        for (std::uint64_t& x : before) x = engine();
      }
      for (std::size_t k = 0; k < coordinates; ++k)
        directions[static_cast<std::size_t>(bit) * coordinates + k] = engine() ^ before[k];
    }
  }
  [[nodiscard]] std::uint64_t integer(std::uint64_t index, std::size_t coordinate) const {
    std::uint64_t out = 0;
    for (std::uint64_t gray = index ^ (index >> 1U); gray != 0; gray &= gray - 1)
      out ^= directions[static_cast<std::size_t>(std::countr_zero(gray)) * dimensions + coordinate];
    return out;
  }
};

UnitDesign::UnitDesign(UnitDesignOptions options) : options_(std::move(options)) {
  for (const std::size_t input : options_.inputs) inputs_ = std::max(inputs_, input + 1);
  const std::size_t coordinates = options_.kind == Kind::saltelli ? 2 * dimensions()
                                  : options_.kind == Kind::sobol  ? dimensions()
                                                                  : 0;
  if (coordinates > 0) lattice_ = std::make_unique<const Lattice>(coordinates);
}
UnitDesign::~UnitDesign() = default;
UnitDesign::UnitDesign(UnitDesign&&) noexcept = default;
UnitDesign& UnitDesign::operator=(UnitDesign&&) noexcept = default;

std::size_t block_size(Kind kind, std::size_t inputs, bool second_order) {
  if (kind == Kind::saltelli) return 2 + inputs * (second_order ? 2 : 1);
  return kind == Kind::morris ? inputs + 1 : 1;
}

std::size_t UnitDesign::block() const { return block_size(options_.kind, inputs_, options_.second_order); }

void UnitDesign::point(std::size_t index, std::span<double> out) const {
  if (options_.kind == Kind::saltelli) return saltelli(index, out);
  if (options_.kind == Kind::morris) return morris(index, out);
  for (std::size_t k = 0; k < out.size(); ++k) switch (options_.kind) {
      case Kind::latin:
        out[k] = latin(index, k);
        break;
      case Kind::sobol:
        out[k] = sobol(index, k);
        break;
      case Kind::halton:
        out[k] = halton(index, k);
        break;
      default:
        out[k] = uniform(options_.seed, "study.point", index, k);
        break;
    }
}

double UnitDesign::latin(std::size_t index, std::size_t k) const {
  const std::size_t stratum = shuffled(index, options_.blocks, mixed(options_.seed, name_hash("study.latin"), k));
  return (static_cast<double>(stratum) + uniform(options_.seed, "study.latin", index, k)) /
         static_cast<double>(options_.blocks);
}

double UnitDesign::sobol(std::size_t index, std::size_t k) const {
  const std::uint64_t x = lattice_->integer(index, k);
  std::uint64_t out = 0;
  for (int bit = 0; bit < 53; ++bit) {
    const std::uint64_t above = bit == 0 ? 0 : x >> (64 - bit);
    const std::uint64_t turn = mixed(options_.seed, k << 8U | static_cast<std::uint64_t>(bit), above) >> 63U;
    out = out << 1U | ((x >> (63 - bit) & 1U) ^ turn);
  }
  return std::ldexp(static_cast<double>(out) + 0.5, -53);
}

double UnitDesign::halton(std::size_t index, std::size_t k) const {
  const std::uint64_t base = boost::math::prime(static_cast<unsigned>(k));
  double out = 0, scale = 1;
  std::uint64_t rest = index, above = 0;
  for (std::uint64_t digit = 0; scale > 1e-16; ++digit) {
    scale /= static_cast<double>(base);
    const std::uint64_t shift = mixed(options_.seed, k << 8U | digit, above) % base;
    out += scale * static_cast<double>((rest % base + shift) % base);
    above = above * base + rest % base;
    rest /= base;
  }
  return std::clamp(out, 0x1p-53, 1 - 0x1p-53);
}

void UnitDesign::saltelli(std::size_t index, std::span<double> out) const {
  const std::size_t row = index / block(), member = index % block();
  const bool mostly_b = member == 1 || member >= 2 + inputs_;
  const std::size_t swapped = member < 2 ? inputs_ : (member - 2) % inputs_;
  for (std::size_t k = 0; k < out.size(); ++k) {
    const bool from_b = mostly_b != (options_.inputs[k] == swapped);
    out[k] = sobol(row, from_b ? k + dimensions() : k);
  }
}

std::vector<std::size_t> UnitDesign::order(std::size_t block) const {
  std::vector<std::size_t> out(inputs_);
  std::iota(out.begin(), out.end(), std::size_t{0});
  for (std::size_t k = inputs_; k > 1; --k)
    std::swap(
        out[k - 1],
        out[static_cast<std::size_t>(static_cast<double>(k) * uniform(options_.seed, "study.morris.order", block, k))]);
  return out;
}

double UnitDesign::morris_start(std::size_t block, std::size_t k) const {
  return (std::floor(4 * uniform(options_.seed, "study.morris.start", block, k)) + 0.5) / 4;
}

namespace {

/// Half the interval, to the side where it stays inside.
double half_away(double start) { return start < 0.5 ? 0.5 : -0.5; }

}  // namespace

void UnitDesign::morris(std::size_t index, std::span<double> out) const {
  const std::size_t row = index / block();
  std::vector<bool> moved(inputs_);
  const std::vector<std::size_t> all = order(row);
  for (std::size_t step = 0; step < index % block(); ++step) moved[all[step]] = true;
  for (std::size_t k = 0; k < out.size(); ++k) {
    out[k] = morris_start(row, k);
    if (moved[options_.inputs[k]]) out[k] += half_away(out[k]);
  }
}

std::vector<UnitDesign::Move> UnitDesign::moves(std::size_t block) const {
  std::vector<Move> out;
  for (const std::size_t input : order(block)) {
    const auto first = static_cast<std::size_t>(std::ranges::find(options_.inputs, input) - options_.inputs.begin());
    out.push_back({input, half_away(morris_start(block, first))});
  }
  return out;
}

Rows UnitDesign::all() const {
  Rows out(points(), std::vector<double>(dimensions()));
  for (std::size_t p = 0; p < out.size(); ++p) point(p, out[p]);
  return out;
}

UnitDesign plain_design(Kind kind, std::size_t dimensions, std::size_t blocks, std::uint64_t seed) {
  UnitDesignOptions options{kind, blocks, false, std::vector<std::size_t>(dimensions), seed};
  std::iota(options.inputs.begin(), options.inputs.end(), std::size_t{0});
  return UnitDesign(std::move(options));
}

}  // namespace chokepoint
