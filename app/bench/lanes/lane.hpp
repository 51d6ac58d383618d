// R replicates side by side, with the operators of a double: what a rule over lanes is written in.
//
// A comparison gives a mask; a branch becomes choose(mask, a, b), or is taken where any lane takes it. lane<1> is a
// double and its mask a bool, so that one text gives both. Every lane has the bits of the scalar text: there are only
// operations that IEEE 754 rounds in one way.
#pragma once

#include <cstddef>

#include "engine/base/elementary.hpp"

namespace chokepoint::app::lanes {

/// Doubles in a vector of the machine that is compiled for.
#if defined(__AVX512F__)
inline constexpr int width = 8;
#elif defined(__AVX__)
inline constexpr int width = 4;
#else
inline constexpr int width = 2;
#endif
using Doubles __attribute__((vector_size(std::size_t{width} * sizeof(double)))) = double;
using Bits __attribute__((vector_size(std::size_t{width} * sizeof(double)))) = long;

template <int R>
struct Mask {
  Bits part[std::size_t{R} / width];

  friend Mask operator&(const Mask& a, const Mask& b) {
    Mask out;
#pragma GCC unroll 8
    for (int k = 0; k < R / width; ++k) out.part[k] = a.part[k] & b.part[k];
    return out;
  }
  friend Mask operator|(const Mask& a, const Mask& b) {
    Mask out;
#pragma GCC unroll 8
    for (int k = 0; k < R / width; ++k) out.part[k] = a.part[k] | b.part[k];
    return out;
  }
  friend Mask operator!(const Mask& a) {
    Mask out;
#pragma GCC unroll 8
    for (int k = 0; k < R / width; ++k) out.part[k] = ~a.part[k];
    return out;
  }
};

template <int R>
struct Lane {
  static_assert(R % width == 0);
  static constexpr int parts = R / width;
  Doubles part[std::size_t{parts}];

  Lane() = default;
  [[gnu::always_inline]] Lane(double x) {  // NOLINT: a number that all replicates share stands where a lane does
#pragma GCC unroll 8
    for (int k = 0; k < parts; ++k) part[k] = Doubles{} + x;
  }
  template <class Out, class F>
  [[gnu::always_inline]] static Out zip(const Lane& a, const Lane& b, F&& f) {
    Out out;
#pragma GCC unroll 8
    for (int k = 0; k < parts; ++k) out.part[k] = f(a.part[k], b.part[k]);
    return out;
  }
  friend Lane operator+(const Lane& a, const Lane& b) {
    return zip<Lane>(a, b, [](Doubles x, Doubles y) { return x + y; });
  }
  friend Lane operator-(const Lane& a, const Lane& b) {
    return zip<Lane>(a, b, [](Doubles x, Doubles y) { return x - y; });
  }
  friend Lane operator*(const Lane& a, const Lane& b) {
    return zip<Lane>(a, b, [](Doubles x, Doubles y) { return x * y; });
  }
  friend Lane operator/(const Lane& a, const Lane& b) {
    return zip<Lane>(a, b, [](Doubles x, Doubles y) { return x / y; });
  }
  friend Mask<R> operator<(const Lane& a, const Lane& b) {
    return zip<Mask<R>>(a, b, [](Doubles x, Doubles y) { return x < y; });
  }
  friend Mask<R> operator<=(const Lane& a, const Lane& b) {
    return zip<Mask<R>>(a, b, [](Doubles x, Doubles y) { return x <= y; });
  }
  friend Mask<R> operator>(const Lane& a, const Lane& b) { return b < a; }
  friend Mask<R> operator>=(const Lane& a, const Lane& b) { return b <= a; }
  Lane& operator+=(const Lane& b) { return *this = *this + b; }
  Lane& operator-=(const Lane& b) { return *this = *this - b; }
  Lane& operator*=(const Lane& b) { return *this = *this * b; }
};

template <int R>
struct Numbers {
  using lane = Lane<R>;
};
template <>
struct Numbers<1> {
  using lane = double;
};
template <int R>
using lane = typename Numbers<R>::lane;

template <int R>
[[gnu::always_inline]] inline Lane<R> choose(const Mask<R>& m, const Lane<R>& a, const Lane<R>& b) {
  Lane<R> out;
#pragma GCC unroll 8
  for (int k = 0; k < Lane<R>::parts; ++k) out.part[k] = m.part[k] ? a.part[k] : b.part[k];
  return out;
}
[[gnu::always_inline]] inline double choose(bool m, double a, double b) { return m ? a : b; }

template <int R>
[[gnu::always_inline]] inline bool any(const Mask<R>& m) {
  Bits all = m.part[0];
#pragma GCC unroll 8
  for (int k = 1; k < Lane<R>::parts; ++k) all |= m.part[k];
  long some = 0;
#pragma GCC unroll 8
  for (int k = 0; k < width; ++k) some |= all[k];
  return some != 0;
}
[[gnu::always_inline]] inline bool any(bool m) { return m; }
template <class M>
[[gnu::always_inline]] inline bool all(const M& m) {
  return !any(!m);
}

/// The double of one replicate.
template <int R>
[[gnu::always_inline]] inline double& of(Lane<R>& x, std::size_t r) {
  return reinterpret_cast<double*>(&x)[r];
}
[[gnu::always_inline]] inline double& of(double& x, std::size_t) { return x; }

/// f of each lane of n neighbours.
template <class T, class F>
[[gnu::always_inline]] inline void each(T* x, std::size_t n, F&& f) {
  auto* const cells = reinterpret_cast<double*>(x);
  const std::size_t count = n * (sizeof(T) / sizeof(double));
#pragma omp simd
  for (std::size_t i = 0; i < count; ++i) cells[i] = f(cells[i]);
}
template <class T>
inline void exp_of(T* x, std::size_t n) {
  each(
      x, n, [](double a) __attribute__((always_inline)) { return maths::exp(a); });
}
template <class T>
inline void log_of(T* x, std::size_t n) {
  each(
      x, n, [](double a) __attribute__((always_inline)) { return maths::log(a); });
}
template <class T>
inline T exp_of(T x) {
  exp_of(&x, 1);
  return x;
}
template <class T>
inline T log_of(T x) {
  log_of(&x, 1);
  return x;
}
template <class T>
inline T root_of(T x) {
  each(
      &x, 1, [](double a) __attribute__((always_inline)) { return __builtin_sqrt(a); });
  return x;
}
template <class T>
inline T power_of(T x, T y) {
  for (std::size_t r = 0; r < sizeof(T) / sizeof(double); ++r) of(x, r) = maths::pow(of(x, r), of(y, r));
  return x;
}

// The small functions of the equations, with the answers of the standard library where both are equal.
template <class T>
[[gnu::always_inline]] inline T least(const T& a, const T& b) {
  return choose(b < a, b, a);
}
template <class T>
[[gnu::always_inline]] inline T most(const T& a, const T& b) {
  return choose(a < b, b, a);
}
template <class T>
[[gnu::always_inline]] inline T within(const T& x, const T& low, const T& high) {
  return choose(x < low, low, choose(high < x, high, x));
}
template <class T>
[[gnu::always_inline]] inline T positive(const T& x) {
  return choose(x > T(0), x, T(0));
}
template <class T>
[[gnu::always_inline]] inline T ratio_or_zero(const T& a, const T& b) {
  return choose(b > T(0), a / b, T(0));
}
template <class T>
[[gnu::always_inline]] inline T fill_ratio(const T& available, const T& asked) {
  return choose(asked > T(0), least(T(1), positive(available) / asked), T(1));
}

}  // namespace chokepoint::app::lanes
