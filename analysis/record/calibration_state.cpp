// The checkpoint of a calibration: written, and read back to the bit.
#include <nlohmann/json.hpp>

#include "analysis/record/calibration.hpp"
#include "engine/base/json_text.hpp"

namespace chokepoint {
namespace {

using nlohmann::json;

json to_object(const Box& box) { return {{"low", box.low}, {"high", box.high}}; }
Box box_from(const json& object) {
  Box out;
  object.at("low").get_to(out.low);
  object.at("high").get_to(out.high);
  return out;
}

}  // namespace

std::string to_json(const CalibrationState& state) {
  json out = {{"inputs", state.inputs},      {"random", state.random},
              {"offset", state.offset},      {"importance", state.importance},
              {"fitted", state.fitted},      {"drawn", state.drawn},
              {"box", to_object(state.box)}, {"influence", state.influence},
              {"seconds", state.seconds},    {"runs", state.runs},
              {"finished", state.finished},  {"waves", json::array()}};
  for (const Wave& wave : state.waves)
    out["waves"].push_back({{"kept", wave.kept}, {"cutoff", wave.cutoff}, {"box", to_object(wave.box)}});
  const Particles& p = state.particles;
  out["particles"] = {
      {"step", p.step},       {"temperature", p.temperature},   {"scale", p.scale},          {"points", p.points},
      {"outputs", p.outputs}, {"temperatures", p.temperatures}, {"acceptance", p.acceptance}};
  return json_text(out) + "\n";
}

CalibrationState state_from_json(const std::string& text) {
  const json in = parse_json(text, "checkpoint.json");
  CalibrationState state;
  const auto get = [](const json& object, const char* key, auto& to) { object.at(key).get_to(to); };
  get(in, "inputs", state.inputs), get(in, "random", state.random), get(in, "offset", state.offset),
      get(in, "importance", state.importance), get(in, "fitted", state.fitted);
  get(in, "drawn", state.drawn), get(in, "influence", state.influence), get(in, "seconds", state.seconds),
      get(in, "runs", state.runs), get(in, "finished", state.finished);
  state.box = box_from(in.at("box"));
  for (const json& wave : in.at("waves"))
    state.waves.push_back({wave.at("kept"), wave.at("cutoff"), box_from(wave.at("box"))});
  Particles& p = state.particles;
  const json& particles = in.at("particles");
  get(particles, "step", p.step), get(particles, "temperature", p.temperature), get(particles, "scale", p.scale),
      get(particles, "points", p.points);
  get(particles, "outputs", p.outputs), get(particles, "temperatures", p.temperatures),
      get(particles, "acceptance", p.acceptance);
  return state;
}

}  // namespace chokepoint
