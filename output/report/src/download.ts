// Files that the reader takes away: CSV, SVG, PNG; made in the browser.
export interface Table {
  header: string[];
  rows: (string | number | null)[][];
}

const quoted = (cell: string | number | null) => {
  const text = cell === null ? "" : String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

export function csv(table: Table): string {
  return [table.header, ...table.rows].map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

export function save(name: string, content: Blob) {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export const saveCsv = (id: string, table: Table) => save(`${id}.csv`, new Blob([csv(table)], { type: "text/csv" }));
export const saveSvg = (id: string, source: string) => save(`${id}.svg`, new Blob([source], { type: "image/svg+xml" }));

/** Twice the size of the drawing, for print. */
export async function savePng(id: string, { source, width, height }: { source: string; width: number; height: number }) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => {
    if (blob) save(`${id}.png`, blob);
  }, "image/png");
}
