// Designs as pure functions: the i-th point of the unit cube, without the points before it.
//
// More points never move those there are, except in a Latin hypercube, whose strata depend on how many there are.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace chokepoint {

/// Points or outputs: one row each.
using Rows = std::vector<std::vector<double>>;

/// What a design of the unit cube is made of.
struct UnitDesignOptions {
  enum class Kind { monte_carlo, latin, sobol, halton, saltelli, morris };
  Kind kind = Kind::sobol;
  std::size_t blocks = 0;           ///< points; of saltelli and morris: blocks of points that belong together
  bool second_order = false;        ///< of saltelli
  std::vector<std::size_t> inputs;  ///< by coordinate: the input, counted from 0, that it belongs to; inputs move as
                                    ///< one in saltelli and morris
  std::uint64_t seed = 1;
};

/// Points of a block of a design.
[[nodiscard]] std::size_t block_size(UnitDesignOptions::Kind kind, std::size_t inputs, bool second_order);

/// A block of saltelli with k inputs: A, B, then A with input j from B; with second order then B with input j from A
/// (Saltelli 2002). A block of morris: k + 1 points of which each moves one input more, in a random order, by half the
/// unit interval, between the middles of its quarters (Morris 1991). Sobol' points have Owen's nested scrambling,
/// Halton points a shift of each digit that depends on the digits before (Owen 1995).
class UnitDesign {
 public:
  explicit UnitDesign(UnitDesignOptions options);
  ~UnitDesign();
  UnitDesign(UnitDesign&&) noexcept;
  UnitDesign& operator=(UnitDesign&&) noexcept;

  [[nodiscard]] std::size_t dimensions() const { return options_.inputs.size(); }
  [[nodiscard]] std::size_t inputs() const { return inputs_; }
  /// Points of a block.
  [[nodiscard]] std::size_t block() const;
  [[nodiscard]] std::size_t points() const { return options_.blocks * block(); }
  /// Coordinates of a point, each in (0, 1).
  void point(std::size_t index, std::span<double> coordinates) const;
  /// All points, in order.
  [[nodiscard]] Rows all() const;
  /// Of morris: an input that moves, and how far its first coordinate does.
  struct Move {
    std::size_t input;
    double way;
  };
  /// Of morris: the moves of a block, each from one of its points to the next.
  [[nodiscard]] std::vector<Move> moves(std::size_t block) const;

 private:
  struct Lattice;
  [[nodiscard]] double sobol(std::size_t index, std::size_t coordinate) const;
  [[nodiscard]] double halton(std::size_t index, std::size_t coordinate) const;
  [[nodiscard]] double latin(std::size_t index, std::size_t coordinate) const;
  void saltelli(std::size_t index, std::span<double> coordinates) const;
  void morris(std::size_t index, std::span<double> coordinates) const;
  [[nodiscard]] std::vector<std::size_t> order(std::size_t block) const;
  [[nodiscard]] double morris_start(std::size_t block, std::size_t coordinate) const;

  UnitDesignOptions options_;
  std::size_t inputs_ = 0;
  std::unique_ptr<const Lattice> lattice_;
};

/// A design in which each of so many coordinates is an input of its own.
[[nodiscard]] UnitDesign plain_design(UnitDesignOptions::Kind kind, std::size_t dimensions, std::size_t blocks,
                                      std::uint64_t seed);

}  // namespace chokepoint
