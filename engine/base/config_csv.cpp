// CSV as values that know their places: rows become maps.
#include "engine/base/config.hpp"
#include "engine/base/csv_rows.hpp"

namespace chokepoint::config {
namespace {

Node row_of(std::vector<CsvCell>& cells, const std::vector<CsvCell>& header,
            const std::shared_ptr<const std::string>& file) {
  const auto make = [&](Node::Kind kind, const CsvCell& at) {
    Node node;
    node.kind = kind;
    node.file = file;
    node.line = at.line;
    node.column = at.column;
    return node;
  };
  Node row = make(Node::Kind::map, cells[0]);
  row.entries.reserve(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].text.empty()) continue;
    Node value = make(Node::Kind::scalar, cells[i]);
    value.scalar = std::move(cells[i].text);
    row.entries.push_back({header[i].text, value.line, value.column, std::move(value)});
  }
  return row;
}

}  // namespace

Node parse_csv(std::string_view text, const std::string& name, Mistakes& mistakes) {
  Node table;
  table.kind = Node::Kind::sequence;
  table.file = std::make_shared<const std::string>(name);
  CsvRows rows(text, name, mistakes);
  for (const CsvCell& cell : rows.header()) table.entries.push_back({cell.text, cell.line, cell.column, {}});
  for (std::vector<CsvCell> cells; rows.next(cells);) table.items.push_back(row_of(cells, rows.header(), table.file));
  return table;
}

Node load_csv(const std::filesystem::path& path, Mistakes& mistakes) {
  const auto text = read_file(path, mistakes);
  return parse_csv(text ? *text : std::string(), path.string(), mistakes);
}

}  // namespace chokepoint::config
