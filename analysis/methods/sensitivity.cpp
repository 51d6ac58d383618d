// Sobol' indices and elementary effects by blocks.
#include "analysis/methods/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string_view>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/statistics.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"

namespace chokepoint {
namespace {

/// Outputs of one block.
using BlockOutputs = std::span<const double>;

/// The blocks all of whose outputs are numbers.
std::vector<BlockOutputs> whole_blocks(const UnitDesign& design, std::span<const double> outputs, std::size_t most) {
  std::vector<BlockOutputs> out;
  const std::size_t size = design.block(), count = std::min(outputs.size() / size, most == 0 ? outputs.size() : most);
  for (std::size_t b = 0; b < count; ++b) {
    const BlockOutputs block = outputs.subspan(b * size, size);
    if (std::ranges::all_of(block, [](double y) { return std::isfinite(y); })) out.push_back(block);
  }
  return out;
}

/// How often each block counts in a resample; all once in the sample itself.
using Weights = std::vector<double>;

Weights resampled(std::size_t count, std::uint64_t seed, std::size_t number) {
  Weights out(count);
  const RandomStream random(seed, number);
  for (std::size_t k = 0; k < count; ++k) {
    const auto drawn =
        static_cast<std::size_t>(static_cast<double>(count) *
                                 random.uniform(Purpose::parameter_draw, name_hash("study.bootstrap"), Month{0}, k));
    out[std::min(drawn, count - 1)] += 1;
  }
  return out;
}

/// Estimates of many numbers at once, from the sample and its resamples.
std::vector<Estimate> bootstrapped(std::size_t blocks, std::size_t resamples, std::uint64_t seed,
                                   const std::function<std::vector<double>(const Weights&)>& statistic) {
  const std::vector<double> values = statistic(Weights(blocks, 1.0));
  std::vector<std::vector<double>> drawn(values.size());
  for (std::size_t r = 0; r < resamples; ++r) {
    const std::vector<double> again = statistic(resampled(blocks, seed, r));
    for (std::size_t k = 0; k < again.size(); ++k) drawn[k].push_back(again[k]);
  }
  std::vector<Estimate> out;
  for (std::size_t k = 0; k < values.size(); ++k) {
    std::ranges::sort(drawn[k]);
    out.push_back(resamples == 0 ? Estimate{values[k], values[k], values[k]}
                                 : Estimate{values[k], quantile(drawn[k], 0.05), quantile(drawn[k], 0.95)});
  }
  return out;
}

struct Moments {
  double mean = 0, variance = 0;
};

/// Of A and B together.
Moments moments(const std::vector<BlockOutputs>& blocks, const Weights& weights) {
  double sum = 0, squares = 0, n = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b)
    sum += weights[b] * (blocks[b][0] + blocks[b][1]), n += 2 * weights[b];
  const double mean = sum / n;
  for (std::size_t b = 0; b < blocks.size(); ++b)
    for (std::size_t k = 0; k < 2; ++k) squares += weights[b] * (blocks[b][k] - mean) * (blocks[b][k] - mean);
  return {mean, squares / n};
}

/// First, total and, if asked for, second-order indices in a row.
std::vector<double> indices(const std::vector<BlockOutputs>& blocks, const Weights& weights, std::size_t inputs,
                            bool second) {
  const Moments m = moments(blocks, weights);
  const double n = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> out(2 * inputs + (second ? inputs * inputs : 0));
  if (!(m.variance > 0)) return out;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    if (weights[b] == 0) continue;
    const BlockOutputs y = blocks[b];
    const double share = weights[b] / (n * m.variance), a = y[0] - m.mean, other = y[1] - m.mean;
    for (std::size_t i = 0; i < inputs; ++i) {
      const double swapped = y[2 + i] - m.mean;
      out[i] += share * other * (swapped - a);
      out[inputs + i] += share * (a - swapped) * (a - swapped) / 2;
      if (!second) continue;
      for (std::size_t j = 0; j < i; ++j)
        out[2 * inputs + i * inputs + j] += share * ((y[2 + inputs + i] - m.mean) * (y[2 + j] - m.mean) - a * other);
    }
  }
  if (second)
    for (std::size_t i = 0; i < inputs; ++i)
      for (std::size_t j = 0; j < i; ++j) out[2 * inputs + i * inputs + j] -= out[i] + out[j];
  return out;
}

/// Why nothing is told of an output that has these values in the blocks used.
std::string reason_of(std::size_t blocks, std::size_t needed, std::string_view what,
                      const std::vector<double>& values) {
  if (std::string few = too_few(blocks, needed, what); !few.empty()) return few;
  return varies(values) ? "" : "it is the same at all points";
}

}  // namespace

bool is_noise(const Estimate& index) {
  constexpr double beyond = 0.25;
  return !is_told(index.value) || index.value < -beyond || index.value > 1 + beyond;
}

SobolIndices sobol_indices(const UnitDesign& design, std::span<const double> outputs, std::size_t resamples,
                           std::uint64_t seed, std::size_t first_blocks) {
  SobolIndices out;
  const std::size_t inputs = design.inputs(),
                    all = std::min(outputs.size() / design.block(), first_blocks == 0 ? outputs.size() : first_blocks);
  const bool second = design.block() == 2 + 2 * inputs;
  const std::vector<BlockOutputs> blocks = whole_blocks(design, outputs, first_blocks);
  out.blocks = blocks.size(), out.dropped = all - blocks.size();
  out.first.resize(inputs), out.total.resize(inputs);
  std::vector<double> sample;  // of A and B
  for (const BlockOutputs& block : blocks) sample.insert(sample.end(), block.begin(), block.begin() + 2);
  out.reason = reason_of(out.blocks, fewest::blocks_for_indices, "whole blocks", sample);
  if (blocks.empty()) return out;
  const Moments m = moments(blocks, Weights(blocks.size(), 1.0));
  out.mean = m.mean, out.variance = m.variance;
  const auto estimates = bootstrapped(blocks.size(), resamples, seed,
                                      [&](const Weights& weights) { return indices(blocks, weights, inputs, second); });
  for (std::size_t i = 0; i < inputs; ++i) out.first[i] = estimates[i], out.total[i] = estimates[inputs + i];
  if (!second) return out;
  for (std::size_t i = 0; i < inputs; ++i) {
    const auto row = estimates.begin() + static_cast<std::ptrdiff_t>(2 * inputs + i * inputs);
    out.second.emplace_back(row, row + static_cast<std::ptrdiff_t>(i));
  }
  return out;
}

MorrisEffects morris_effects(const UnitDesign& design, std::span<const double> outputs, std::size_t resamples,
                             std::uint64_t seed) {
  MorrisEffects out;
  const std::size_t inputs = design.inputs(), size = design.block();
  std::vector<std::vector<double>> slopes;  // by block, then input
  std::vector<double> sample;
  for (std::size_t b = 0; b < outputs.size() / size; ++b) {
    const BlockOutputs y = outputs.subspan(b * size, size);
    if (!std::ranges::all_of(y, [](double x) { return std::isfinite(x); })) {
      ++out.dropped;
      continue;
    }
    sample.insert(sample.end(), y.begin(), y.end());
    std::vector<double>& row = slopes.emplace_back(inputs);
    std::size_t step = 0;
    for (const UnitDesign::Move& move : design.moves(b)) {
      ++step;
      row[move.input] = (y[step] - y[step - 1]) / move.way;
    }
  }
  out.blocks = slopes.size();
  out.inputs.resize(inputs);
  out.reason = reason_of(out.blocks, fewest::trajectories, "whole trajectories", sample);
  if (slopes.empty()) return out;
  const auto magnitudes = bootstrapped(slopes.size(), resamples, seed, [&](const Weights& weights) {
    std::vector<double> sums(inputs);
    for (std::size_t b = 0; b < slopes.size(); ++b)
      for (std::size_t i = 0; i < inputs; ++i)
        sums[i] += weights[b] * std::fabs(slopes[b][i]) / static_cast<double>(slopes.size());
    return sums;
  });
  for (std::size_t i = 0; i < inputs; ++i) {
    MorrisEffect& effect = out.inputs[i];
    effect.magnitude = magnitudes[i];
    for (const auto& row : slopes) effect.mean += row[i] / static_cast<double>(slopes.size());
    for (const auto& row : slopes) effect.deviation += (row[i] - effect.mean) * (row[i] - effect.mean);
    effect.deviation = slopes.size() < 2 ? 0 : std::sqrt(effect.deviation / static_cast<double>(slopes.size() - 1));
  }
  return out;
}

}  // namespace chokepoint
