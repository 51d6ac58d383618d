// How wide text is, and what fits.
export const fonts = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

const pen = document.createElement("canvas").getContext("2d");
export function textWidth(text: string, size: number, weight = ""): number {
  if (!pen) return text.length * size * 0.55;
  pen.font = `${weight} ${size}px ${fonts}`;
  return pen.measureText(text).width;
}

/** Lines no wider than `width`. */
export function wrapped(text: string, size: number, width: number, weight = ""): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length > 0 && textWidth(longer, size, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Lines of a label at the left of a row: the last that has room is cut. */
export function rowLabel(text: string, size: number, room: number, most = 2): string[] {
  const lines = wrapped(text, size, room);
  return [...lines.slice(0, most - 1), ...lines.slice(most - 1, most).map(() => shortened(lines.slice(most - 1).join(" "), size, room))];
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function shortened(text: string, size: number, width: number, weight = ""): string {
  if (textWidth(text, size, weight) <= width) return text;
  let end = text.length;
  while (end > 1 && textWidth(text.slice(0, end) + "…", size, weight) > width) --end;
  return text.slice(0, end).trimEnd() + "…";
}
