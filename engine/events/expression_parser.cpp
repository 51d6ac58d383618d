// Recursive descent over a short text.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/config.hpp"
#include "engine/events/expression.hpp"
#include "engine/world/nation_names.hpp"

namespace chokepoint {

/// Parses one text. After the first mistake it unwinds without telling others that follow from it.
class ExpressionParser {
 public:
  ExpressionParser(const std::string& text, const MetricCatalogue& metrics, Place place, Mistakes& mistakes)
      : text_(text), metrics_(metrics), place_(std::move(place)), mistakes_(mistakes) {}

  std::optional<Expression> parse() {
    if (text_.size() > Expression::longest) {
      mistakes_.add(place_, fmt::format("a condition should have at most {} letters, found {}", Expression::longest,
                                        text_.size()));
      return std::nullopt;
    }
    skip();
    const Part whole = condition();
    if (failed_) return std::nullopt;
    if (at_ < text_.size()) return fail(at_, fmt::format("'{}' was not expected here", word_here())), std::nullopt;
    if (!whole.truth) return fail(0, "a condition should compare something, as in 'eci_gap < 2'"), std::nullopt;
    out_.text_ = text_;
    return std::move(out_);
  }

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

  Part condition() {
    if (++depth_ > Expression::deepest) {
      fail(at_, fmt::format("nests deeper than {} levels", Expression::deepest));
      return {};
    }
    std::size_t at = at_;
    Part left = conjunction();
    while (!failed_ && take("or")) {
      require_truth(left, at);
      at = at_;
      const Part right = conjunction();
      require_truth(right, at);
      left = join(Op::either, left, right, true);
    }
    --depth_;
    return left;
  }
  Part conjunction() {
    std::size_t at = at_;
    Part left = negation();
    while (!failed_ && take("and")) {
      require_truth(left, at);
      at = at_;
      const Part right = negation();
      require_truth(right, at);
      left = join(Op::both, left, right, true);
    }
    return left;
  }
  Part negation() {
    if (!take("not")) return comparison();
    if (++depth_ > Expression::deepest) {
      fail(at_, fmt::format("nests deeper than {} levels", Expression::deepest));
      return {};
    }
    const std::size_t at = at_;
    const Part part = negation();
    require_truth(part, at);
    --depth_;
    return {add({Op::negation, 0, 0, 0, part.step, -1}), true, {}, {}, false, part.cost};
  }
  Part comparison() {
    const std::size_t at = at_;
    const Part left = sum();
    static constexpr std::pair<std::string_view, Op> signs[] = {{"<=", Op::less_equal}, {">=", Op::greater_equal},
                                                                {"==", Op::equal},      {"!=", Op::unequal},
                                                                {"<", Op::less},        {">", Op::greater}};
    for (const auto& [sign, op] : signs) {
      if (failed_ || !take(sign)) continue;
      require_quantity(left, at);
      const std::size_t right_at = at_;
      const Part right = sum();
      require_quantity(right, right_at);
      const auto unit = common_unit(left, right, right_at);
      const auto& literal = left.literal ? left.literal : right.literal;
      const bool level =
          left.literal ? right.level : left.level;  // differences and products of shares may lie elsewhere
      if (!failed_ && level && unit == "share" && literal && (*literal < 0 || *literal > 1))
        fail(left.literal ? at : right_at, fmt::format("a share lies between 0 and 1, found {}", *literal));
      return join(op, left, right, true);
    }
    if (!failed_ && take("=")) fail(at_, "'=' is no comparison (did you mean '=='?)");
    return left;
  }
  Part sum() {
    std::size_t at = at_;
    Part left = product();
    while (!failed_) {
      const Op op = take("+") ? Op::add : take("-") ? Op::subtract : Op::number;
      if (op == Op::number) break;
      require_quantity(left, at);
      at = at_;
      const Part right = product();
      require_quantity(right, at);
      auto unit = common_unit(left, right, at);
      left = join(op, left, right, false, std::move(unit));
    }
    return left;
  }
  Part product() {
    std::size_t at = at_;
    Part left = factor();
    while (!failed_) {
      const Op op = take("*") ? Op::multiply : take("/") ? Op::divide : Op::number;
      if (op == Op::number) break;
      require_quantity(left, at);
      at = at_;
      const Part right = factor();
      require_quantity(right, at);
      std::optional<std::string> unit;
      if (op == Op::multiply)
        unit = left.unit && right.unit ? *left.unit + "*" + *right.unit : left.unit ? left.unit : right.unit;
      else if (right.unit)
        unit = left.unit == right.unit ? std::nullopt : std::optional(left.unit.value_or("1") + "/" + *right.unit);
      else
        unit = left.unit;
      left = join(op, left, right, false, std::move(unit));
    }
    return left;
  }
  Part factor() {
    if (failed_) return {};
    if (++depth_ > Expression::deepest) {
      fail(at_, fmt::format("nests deeper than {} levels", Expression::deepest));
      return {};
    }
    Part part = deeper_factor();
    --depth_;
    return part;
  }
  Part deeper_factor() {
    if (take("(")) {
      Part inside = condition();
      expect(")");
      return inside;
    }
    if (take("-")) {
      const std::size_t at = at_;
      const Part part = factor();
      require_quantity(part, at);
      return {add({Op::negate, 0, 0, 0, part.step, -1}),
              false,
              part.unit,
              part.literal ? std::optional(-*part.literal) : std::nullopt,
              false,
              part.cost};
    }
    if (at_ < text_.size() && ((text_[at_] >= '0' && text_[at_] <= '9') || text_[at_] == '.')) return number();
    if (at_ < text_.size() && is_word(text_[at_])) return name();
    fail(at_, fmt::format("expected a number or a metric, found '{}'", word_here()));
    return {};
  }
  Part number() {
    const std::size_t at = at_;
    while (at_ < text_.size() &&
           (is_word(text_[at_]) || text_[at_] == '.' ||
            ((text_[at_] == '-' || text_[at_] == '+') && (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E'))))
      ++at_;
    const std::string written = text_.substr(at, at_ - at);
    const auto value = config::parse_number(written);
    skip();
    if (!value) {
      fail(at, fmt::format("'{}' is not a number", written));
      return {};
    }
    return {add({Op::number, *value, 0, 0, -1, -1}), false, {}, *value};
  }
  Part name() {
    const std::size_t at = at_;
    const std::string word = word_here();
    at_ += word.size();
    skip();
    static constexpr std::pair<std::string_view, Op> over_time[] = {
        {"lag", Op::lag}, {"delta", Op::delta}, {"mean", Op::mean}};
    for (const auto& [function, op] : over_time)
      if (word == function) return call_over_time(op);
    if (word == "min") return call_extreme(Op::minimum);
    if (word == "max") return call_extreme(Op::maximum);
    if (word == "abs") {
      expect("(");
      const std::size_t inside_at = at_;
      const Part inside = failed_ ? Part{} : sum();
      require_quantity(inside, inside_at);
      expect(")");
      return {add({Op::absolute, 0, 0, 0, inside.step, -1}), false, inside.unit, {}, false, inside.cost};
    }
    return metric(word, at);
  }
  Part metric(const std::string& word, std::size_t at) {
    const MetricCatalogue::Metric* found = metrics_.find(word);
    if (!found) {
      std::vector<std::string> known = metrics_.names();
      for (const char* function : {"lag", "delta", "mean", "min", "max", "abs"}) known.emplace_back(function);
      const std::string near = nearest(word, known);
      fail(at, fmt::format("no metric is called '{}'{}", word,
                           near.empty() ? " (see: simulate list metrics)" : " (did you mean '" + near + "'?)"));
      return {};
    }
    std::size_t agent = 0;
    if (at_ < text_.size() && text_[at_] == '[') {
      const std::size_t end = text_.find(']', at_);
      if (end == std::string::npos) return fail(at_, "'[' is opened and never closed"), Part{};
      std::string name = text_.substr(at_ + 1, end - at_ - 1);
      const std::size_t name_at = at_ + 1;
      at_ = end + 1;
      skip();
      if (found->agents.empty())
        return fail(name_at, fmt::format("'{}' is of the world as a whole: leave '[{}]' out", word, name)), Part{};
      const auto which = std::ranges::find(found->agents, nation_id(name, found->agents, found->labels));
      if (which == found->agents.end())
        return fail(name_at, fmt::format("no {} is called '{}'{}", found->kind, name, suggestion(name, found->agents))),
               Part{};
      agent = static_cast<std::size_t>(which - found->agents.begin());
    } else if (!found->agents.empty()) {
      return fail(at, fmt::format("'{}' is measured for each {}: say which, as in '{}[{}]'", word, found->kind, word,
                                  found->agents[0])),
             Part{};
    }
    return {add({Op::series, 0, found->first + agent, 0, -1, -1}), false, found->unit, {}, true, 1};
  }
  Part call_over_time(Op op) {
    expect("(");
    const std::size_t at = at_;
    const Part inside = failed_ ? Part{} : sum();
    require_quantity(inside, at);
    expect(",");
    const std::size_t months_at = at_;
    const Part months = failed_ ? Part{} : factor();
    expect(")");
    if (failed_) return {};
    if (!months.literal || *months.literal != std::floor(*months.literal) || *months.literal < 1 ||
        *months.literal > Expression::longest_lag) {
      fail(months_at, fmt::format("expected a whole number of months from 1 to {}", Expression::longest_lag));
      return {};
    }
    const double cost = inside.cost * (op == Op::mean ? *months.literal : op == Op::delta ? 2 : 1);
    if (cost > Expression::costliest) {
      fail(at, fmt::format("reads more than {} values each month: nest fewer means", Expression::costliest));
      return {};
    }
    return {add({op, 0, 0, static_cast<int>(*months.literal), inside.step, -1}),
            false,
            inside.unit,
            {},
            op != Op::delta && inside.level,
            cost};
  }
  Part call_extreme(Op op) {
    expect("(");
    std::size_t at = at_;
    Part left = failed_ ? Part{} : sum();
    require_quantity(left, at);
    while (!failed_ && take(",")) {
      at = at_;
      const Part right = sum();
      require_quantity(right, at);
      auto unit = common_unit(left, right, at);
      left = join(op, left, right, false, std::move(unit));
    }
    expect(")");
    return left;
  }

  const std::string& text_;
  const MetricCatalogue& metrics_;
  Place place_;
  Mistakes& mistakes_;
  Expression out_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool failed_ = false;
};

std::optional<Expression> Expression::parse(const std::string& text, const MetricCatalogue& metrics, const Place& place,
                                            Mistakes& mistakes) {
  return ExpressionParser(text, metrics, place, mistakes).parse();
}

}  // namespace chokepoint
