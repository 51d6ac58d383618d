// What Debian 12's Emscripten (libc++ 13) lacks of C++20 and the engine uses, from libraries that have it: range-v3 and
// fast_float. Put before every source of the web build by CMake; compilers with a whole standard library never see it.
#pragma once

#include <fast_float/fast_float.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <range/v3/algorithm.hpp>
#include <system_error>

#if _LIBCPP_VERSION >= 15000
#error "this libc++ has what is added here"
#endif

namespace std {

template <class To, class From>
constexpr To bit_cast(const From& from) noexcept {
  return __builtin_bit_cast(To, from);
}

inline from_chars_result from_chars(const char* first, const char* last, double& value) {
  const auto [end, error] = fast_float::from_chars(first, last, value);
  return {end, error};
}

inline to_chars_result to_chars(char* first, char* last, double value, chars_format, int digits) {
  const int length = snprintf(first, static_cast<size_t>(last - first), "%.*g", digits, value);
  return {first + length, errc{}};
}

namespace ranges {
using ::ranges::adjacent_find;
using ::ranges::all_of;
using ::ranges::any_of;
using ::ranges::binary_search;
using ::ranges::copy;
using ::ranges::copy_if;
using ::ranges::count;
using ::ranges::count_if;
using ::ranges::equal;
using ::ranges::equal_range;
using ::ranges::fill;
using ::ranges::find;
using ::ranges::find_if;
using ::ranges::for_each;
using ::ranges::lower_bound;
using ::ranges::max;
using ::ranges::max_element;
using ::ranges::min;
using ::ranges::min_element;
using ::ranges::minmax;
using ::ranges::move;
using ::ranges::none_of;
using ::ranges::nth_element;
using ::ranges::replace;
using ::ranges::replace_if;
using ::ranges::reverse;
using ::ranges::sort;
using ::ranges::stable_sort;
using ::ranges::transform;
using ::ranges::upper_bound;

// range-v3 gives where the rest begins, C++20 the rest.
template <class Iterator>
struct Rest {
  Iterator first, last;
  Iterator begin() const { return first; }
  Iterator end() const { return last; }
};
template <class Range, class... Arguments>
auto unique(Range&& range, Arguments... arguments) {
  const auto first = ::ranges::unique(range, arguments...);
  return Rest<decay_t<decltype(first)>>{first, range.end()};
}
template <class Range, class... Arguments>
auto stable_partition(Range&& range, Arguments... arguments) {
  const auto first = ::ranges::stable_partition(range, arguments...);
  return Rest<decay_t<decltype(first)>>{first, range.end()};
}
}  // namespace ranges

}  // namespace std
