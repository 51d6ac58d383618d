// The grammar of conditions: what joins what.
#include "engine/events/expression_parser.hpp"

#include <utility>

namespace chokepoint {

std::optional<Expression> ExpressionParser::parse() {
  if (text_.size() > Expression::longest) {
    mistakes_.add(
        place_, fmt::format("a condition should have at most {} letters, found {}", Expression::longest, text_.size()));
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

ExpressionParser::Part ExpressionParser::condition() {
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

ExpressionParser::Part ExpressionParser::conjunction() {
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

ExpressionParser::Part ExpressionParser::negation() {
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

ExpressionParser::Part ExpressionParser::comparison() {
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
    const bool level = left.literal ? right.level : left.level;  // differences and products of shares may lie elsewhere
    if (!failed_ && level && unit == "share" && literal && (*literal < 0 || *literal > 1))
      fail(left.literal ? at : right_at, fmt::format("a share lies between 0 and 1, found {}", *literal));
    return join(op, left, right, true);
  }
  if (!failed_ && take("=")) fail(at_, "'=' is no comparison (did you mean '=='?)");
  return left;
}

ExpressionParser::Part ExpressionParser::sum() {
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

ExpressionParser::Part ExpressionParser::product() {
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

ExpressionParser::Part ExpressionParser::factor() {
  if (failed_) return {};
  if (++depth_ > Expression::deepest) {
    fail(at_, fmt::format("nests deeper than {} levels", Expression::deepest));
    return {};
  }
  Part part = deeper_factor();
  --depth_;
  return part;
}

ExpressionParser::Part ExpressionParser::deeper_factor() {
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

std::optional<Expression> Expression::parse(const std::string& text, const MetricCatalogue& metrics, const Place& place,
                                            Mistakes& mistakes) {
  return ExpressionParser(text, metrics, place, mistakes).parse();
}

}  // namespace chokepoint
