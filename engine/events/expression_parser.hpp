// Recursive descent over a short text; inside engine/events only.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/events/expression.hpp"

namespace chokepoint {

/// A place in a text, and the first mistake met.
class TextCursor {
 public:
  TextCursor(const std::string& text, Place place, Mistakes& mistakes)
      : text_(text), place_(std::move(place)), mistakes_(mistakes) {}

 protected:
  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
  }
  void fail(std::size_t at, std::string what) {
    if (failed_) return;
    failed_ = true;
    Place place = place_;
    if (place.line > 0) place.column += static_cast<int>(at);
    mistakes_.add(std::move(place),
                  fmt::format("condition '{}': {}", text_.size() > 80 ? text_.substr(0, 77) + "..." : text_, what));
  }
  static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
  [[nodiscard]] std::string word_here() const {
    std::size_t end = at_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    return at_ < text_.size() ? text_.substr(at_, std::max<std::size_t>(1, end - at_)) : "the end";
  }
  bool take(std::string_view sign) {
    if (!std::string_view(text_).substr(at_).starts_with(sign)) return false;
    if (is_word(sign[0]) && at_ + sign.size() < text_.size() && is_word(text_[at_ + sign.size()])) return false;
    at_ += sign.size();
    skip();
    return true;
  }
  void expect(std::string_view sign) {
    if (!failed_ && !take(sign)) fail(at_, fmt::format("expected '{}', found '{}'", sign, word_here()));
  }

  const std::string& text_;
  Place place_;
  Mistakes& mistakes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

/// Parses one text. After the first mistake it unwinds without telling others that follow from it.
class ExpressionParser : private TextCursor {
 public:
  ExpressionParser(const std::string& text, const MetricCatalogue& metrics, Place place, Mistakes& mistakes)
      : TextCursor(text, std::move(place), mistakes), metrics_(metrics) {}

  std::optional<Expression> parse();

 private:
  using Op = Expression::Op;
  /// What a part of the text yields: a truth or a quantity with a unit; numbers written out take any unit.
  struct Part {
    int step = -1;
    bool truth = false;
    std::optional<std::string> unit;
    std::optional<double> literal;
    bool level = false;  ///< a metric itself, now or in the past
    double cost = 1;     ///< metrics read to evaluate it
  };

  int add(Expression::Step step) {
    out_.steps_.push_back(step);
    return static_cast<int>(out_.steps_.size()) - 1;
  }
  Part join(Op op, const Part& a, const Part& b, bool truth, std::optional<std::string> unit = {}) {
    return {add({op, 0, 0, 0, a.step, b.step}), truth, std::move(unit), {}, false, a.cost + b.cost};
  }
  void require_truth(const Part& part, std::size_t at) {
    if (!part.truth) fail(at, "'and', 'or' and 'not' join comparisons, not quantities");
  }
  void require_quantity(const Part& part, std::size_t at) {
    if (part.truth) fail(at, "a quantity was expected here, found a comparison");
  }
  /// The unit of a sum or comparison of two parts; different units are a mistake.
  std::optional<std::string> common_unit(const Part& a, const Part& b, std::size_t at) {
    if (a.unit && b.unit && *a.unit != *b.unit)
      fail(at, fmt::format("'{}' and '{}' are different units", *a.unit, *b.unit));
    return a.unit ? a.unit : b.unit;
  }

  // The grammar, from the loosest to the tightest: expression.hpp.
  Part condition();
  Part conjunction();
  Part negation();
  Part comparison();
  Part sum();
  Part product();
  Part factor();
  Part deeper_factor();
  // What a factor is made of.
  Part number();
  Part name();
  Part metric(const std::string& word, std::size_t at);
  Part call_over_time(Op op);
  Part call_extreme(Op op);

  const MetricCatalogue& metrics_;
  Expression out_;
  int depth_ = 0;
};

}  // namespace chokepoint
