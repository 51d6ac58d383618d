// Values as YAML again.
#include "engine/base/config.hpp"

namespace chokepoint::config {
namespace {

std::string written_scalar(const Node& value) {
  const bool plain = !value.quoted && !value.scalar.empty() &&
                     value.scalar.find_first_of(":#{}[],&*!|>'\"%@`\n") == std::string::npos &&
                     value.scalar.front() != '-' && value.scalar.front() != '?' && value.scalar.front() != ' ' &&
                     value.scalar.back() != ' ';
  if (plain || (!value.quoted && parse_number(value.scalar))) return value.scalar;
  std::string out = "\"";
  for (const char c : value.scalar) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

bool is_leaf(const Node& value) { return value.items.empty() && value.entries.empty(); }

std::string written_leaf(const Node& value) {
  switch (value.kind) {
    case Node::Kind::null:
      return "null";
    case Node::Kind::scalar:
      return written_scalar(value);
    case Node::Kind::sequence:
      return "[]";
    case Node::Kind::map:
      return "{}";
  }
  return "";
}

}  // namespace

std::string to_yaml(const Node& node, int indent) {
  const std::string pad(static_cast<std::size_t>(indent), ' ');
  if (is_leaf(node)) return pad + written_leaf(node) + "\n";
  std::string out;
  for (const Node::Entry& entry : node.entries) {
    Node key;
    key.scalar = entry.key;
    out += pad + written_scalar(key) + ":";
    out += is_leaf(entry.value) ? " " + written_leaf(entry.value) + "\n" : "\n" + to_yaml(entry.value, indent + 2);
  }
  for (const Node& item : node.items) {
    if (is_leaf(item))
      out += pad + "- " + written_leaf(item) + "\n";
    else {
      std::string inner = to_yaml(item, indent + 2);
      inner.replace(static_cast<std::size_t>(indent), 1, "-");
      out += inner;
    }
  }
  return out;
}

}  // namespace chokepoint::config
