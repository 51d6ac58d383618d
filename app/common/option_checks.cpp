// Checks of options; the nearest command and option.
#include "app/common/option_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <thread>

#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/config.hpp"

namespace chokepoint::app {
namespace {

/// An option that takes what `read` makes of the text; `read` gives what is wrong, or "".
CLI::Option* checked(CLI::Option* option, const std::string& type, std::function<std::string(std::string&)> read) {
  option->transform(CLI::Validator(std::move(read), ""));
  if (!type.empty()) option->type_name(type);
  return option;
}

/// The number that a person typed, or nothing.
std::optional<double> typed_number(const std::string& text) {
  return text.size() > 30 ? std::nullopt : config::parse_number(text);
}

config::Node node_of(const std::string& text) {
  config::Node node;
  node.kind = config::Node::Kind::scalar;
  node.scalar = text;
  return node;
}

/// `found '35,5': write 35.5`, of what is no number; a number that is only out of range needs no more said.
std::string meant(const std::string& text, double low, double high) {
  const std::string found = config::found_instead(node_of(text), {low, high});
  const std::size_t hint = found.find("': ");
  return hint == std::string::npos ? "" : found.substr(hint + 1);
}

bool is_option(const std::string& word) {
  return word.size() > 1 && word[0] == '-' && std::isdigit(static_cast<unsigned char>(word[1])) == 0;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> out;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
  return out;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App* c) { return !c->get_group().empty(); }))
    out.push_back(command->get_name());
  return out;
}

/// What CLI11 left over, in the order in which it was typed.
std::vector<std::string> left_over(const CLI::App& app, const CLI::App& command) {
  std::vector<std::string> out = app.remaining();
  for (const CLI::App* c = &command; c != &app; c = c->get_parent())
    for (const std::string& word : c->remaining()) out.push_back(word);
  return out;
}

std::string unknown_option(const CLI::App& app, const CLI::App& command, const std::string& typed) {
  const std::string name = typed.substr(0, typed.find('='));
  std::string out = fmt::format("{} has no option '{}'", full_name(command), name);
  if (const std::string near = nearest(name, option_names(command)); !near.empty())
    return out + fmt::format(" (did you mean '{}'?)", near);
  std::string others;  // that have it
  for (const CLI::App* other : app.get_subcommands([](const CLI::App* c) { return !c->get_group().empty(); }))
    if (const std::vector<std::string> names = option_names(*other); std::ranges::find(names, name) != names.end())
      others += (others.empty() ? "" : ", ") + other->get_name();
  return others.empty() ? out : out + fmt::format(" (these have it: {})", others);
}

/// What CLI11 says of an option with too few or too many values, for a person.
std::string plainly(const CLI::ParseError& error) {
  const std::string said = error.what(), name = said.substr(0, said.find(':'));
  if (error.get_name() != "ArgumentMismatch") return said;
  if (said.ends_with(" missing")) return name + " needs a value";
  return said.find("At Most 1 ") != std::string::npos ? name + " stands more than once" : said;
}

}  // namespace

std::string help_line(const std::string& command) { return fmt::format("Help: {} help{}\n", typed_name(), command); }

CLI::Option* whole_number(CLI::Option* option, std::int64_t low, std::int64_t high) {
  return checked(option, fmt::format("{}...{}", low, high), [low, high](std::string& text) -> std::string {
    const auto number = typed_number(text);
    const bool whole = number && *number == std::floor(*number);
    if (whole && *number >= static_cast<double>(low) && *number <= static_cast<double>(high)) {
      text = fmt::format("{}", static_cast<std::int64_t>(*number));
      return "";
    }
    return fmt::format("'{}' should be a whole number from {} to {}{}", text, low, high,
                       number ? "" : meant(text, static_cast<double>(low), static_cast<double>(high)));
  });
}

CLI::Option* any_number(CLI::Option* option, double low, double high) {
  return checked(option, fmt::format("{}...{}", low, high), [low, high](std::string& text) -> std::string {
    const auto number = typed_number(text);
    if (number && *number >= low && *number <= high) {
      text = fmt::format("{}", *number);
      return "";
    }
    return fmt::format("'{}' should be a number from {} to {}{}", text, low, high,
                       number ? "" : meant(text, low, high));
  });
}

CLI::Option* one_of(CLI::Option* option, std::vector<std::string> words) {
  std::string type;
  for (const std::string& word : words) type += (type.empty() ? "" : "|") + word;
  return checked(option, type, [words = std::move(words)](std::string& text) -> std::string {
    if (std::ranges::find(words, text) != words.end()) return "";
    std::string known;
    for (const std::string& word : words) known += (known.empty() ? "" : ", ") + word;
    const std::string near = nearest(text, words);
    return fmt::format("'{}' is not one of {}{}", text, known,
                       near.empty() ? "" : fmt::format(" (did you mean '{}'?)", near));
  });
}

CLI::Option* thread_count(CLI::Option* option) {
  const auto cores = static_cast<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()));
  return whole_number(option, 1, std::max<std::int64_t>(64, 4 * cores));
}

const CLI::App& command_under_way(const CLI::App& app) {
  const CLI::App* command = &app;
  for (auto parsed = command->get_subcommands(); !parsed.empty(); parsed = command->get_subcommands())
    command = parsed.back();
  return *command;
}

std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return (parent ? full_name(*parent) + " " : "") + command.get_name();
}

std::string unknown_scenario(const CLI::App& app, const std::string& typed) {
  std::error_code error;
  if (std::filesystem::exists(scenario_file(typed), error)) return "";
  const bool bare = typed.find('/') == std::string::npos && !typed.ends_with(".yaml");
  if (!bare) return "";  // a file that is not there is told where it is read
  std::vector<std::string> known = command_names(app);
  for (std::filesystem::directory_iterator it(home_folder() / "scenarios", error), end; !error && it != end;
       it.increment(error))
    if (it->path().extension() == ".yaml") known.push_back(it->path().stem().string());
  std::ranges::sort(known);
  return fmt::format("'{}' is no command, no file and no shipped scenario{}", typed, suggestion(typed, known));
}

std::string command_line_mistakes(const CLI::App& app, const CLI::ParseError& error,
                                  const std::vector<std::string>& typed) {
  const CLI::App& command = command_under_way(app);
  const CLI::Option* scenario = &command == &app ? app.get_option_no_throw("scenario") : nullptr;
  const bool at_top = scenario;
  const std::vector<std::string> words = left_over(app, command);
  const auto stray = [&](const std::string& word) {
    return is_option(word) && std::ranges::find(words, word) != words.end();
  };
  // A word that follows an unknown option is taken for its value.
  const auto follows_stray = [&](const std::string& word) {
    const auto at = std::ranges::find(typed, word);
    return at != typed.end() && at != typed.begin() && stray(*(at - 1));
  };
  const std::string name = scenario && !scenario->results().empty() ? scenario->results()[0] : "";
  if (!name.empty() && !follows_stray(name))
    if (const std::string wrong = unknown_scenario(app, name); !wrong.empty()) return wrong + "\n" + help_line("");
  std::vector<std::string> lines;
  const std::vector<std::string> verbs = at_top ? std::vector<std::string>{} : command_names(command);
  bool told = !name.empty() && follows_stray(name);  // of a word that is not expected: others follow from the first
  for (const std::string& word : words) {
    if (is_option(word)) lines.push_back(unknown_option(app, command, word));
    if (is_option(word) || told || follows_stray(word)) continue;
    told = true;
    if (!verbs.empty())
      lines.push_back(fmt::format("{} has no command '{}'{}", full_name(command), word, suggestion(word, verbs)));
    else if (at_top)
      lines.push_back(
          fmt::format("'{}' was not expected: one scenario is run at a time ({} compare A B compares several)", word,
                      typed_name()));
    else
      lines.push_back(fmt::format("'{}' was not expected by {}", word, full_name(command)));
  }
  if (lines.empty()) lines.push_back(plainly(error));
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  if (app.get_name() != "simulate") return out + fmt::format("Help: {} --help\n", app.get_name());
  return out + help_line(full_name(command).substr(std::string_view("simulate").size()));
}

std::optional<int> parse_command_line(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    tell(stderr, command_line_mistakes(app, error, {argv + 1, argv + argc}));
    return 2;
  }
  return {};
}

}  // namespace chokepoint::app
