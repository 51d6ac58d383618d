// The scenario as text: the engine's own mistakes where they stand, and the words of the language as one types.
import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { yaml } from "@codemirror/lang-yaml";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { basicSetup, EditorView } from "codemirror";
import type { Mistake } from "./pool";

/** Keys with their meanings: of a file, of its scenario, and of events by type. */
export interface Words {
  file: Record<string, string>;
  scenario: Record<string, string>;
  events: Record<string, { meaning: string; fields: Record<string, string> }>;
  policies: Record<string, string>;
}

const keys = (of: Record<string, string>): Completion[] =>
  Object.entries(of).map(([label, info]) => ({ label, info, type: "property", apply: `${label}: ` }));

/** What may stand at a place, told from the lines above it. */
function wordsAt(words: Words, lines: string[], line: string): Completion[] {
  if (/^\s*(- )?type:\s*\S*$/.test(line))
    return Object.entries(words.events).map(([label, { meaning }]) => ({ label, info: meaning, type: "type" }));
  const section = [...lines].reverse().find((text) => /^[a-z_]+:/.test(text))?.split(":")[0];
  if (section === "policies" && /^\s*(- |.*[[,])\s*\S*$/.test(line))
    return Object.entries(words.policies).map(([label, info]) => ({ label: `policies/${label}.yaml`, info, type: "text" }));
  if (/^\S*$/.test(line)) return keys(words.file);
  if (section === "scenario") return keys(words.scenario);
  if (section !== "events") return [];
  const start = lines.map((text) => /^\s*- /.test(text)).lastIndexOf(true);
  const type = lines.slice(start).map((text) => /\btype:\s*(\w+)/.exec(text)?.[1]).find(Boolean);
  return keys((type && words.events[type]?.fields) || { id: "name of the event", type: "what it is", start: "month from which it acts" });
}

export function editor(words: Words, label: string, typed: (text: string) => void) {
  let ours = false;
  const complete = (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/[\w/.-]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const { from } = context.state.doc.lineAt(context.pos);
    const lines = context.state.sliceDoc(0, from).split("\n");
    return { from: word.from, options: wordsAt(words, lines, context.state.sliceDoc(from, context.pos)) };
  };
  const view = new EditorView({
    extensions: [
      basicSetup,
      yaml(),
      lintGutter(),
      autocompletion({ override: [complete] }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !ours) typed(update.state.doc.toString());
      }),
    ],
  });
  return {
    element: view.dom,
    show(text: string) {
      if (text === view.state.doc.toString()) return;
      ours = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      ours = false;
    },
    mark(mistakes: Mistake[]) {
      const { doc } = view.state;
      const diagnostics = mistakes.map(({ line, column, what }) => {
        const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines));
        const start = Math.min(to, from + Math.max(0, column - 1));
        return { from: start, to: Math.max(start, to), severity: "error" as const, message: what };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics.sort((a, b) => a.from - b.from)));
    },
  };
}
