// What a figure is: its words, drawing, legend and table, and where its numbers can be read off.
import type { Table } from "./download";
import type { LegendItem } from "./legend";

export interface Size {
  width: number;
  height: number;
  /** In a file of its own, where a legend stands right above. */
  alone?: boolean;
}

export interface Line {
  label: string;
  value?: string;
  key?: LegendItem;
}

export interface Stop {
  x: number;
  y: number;
  head: string;
  lines(): Line[];
  /** By click or Enter. */
  choose?(): void;
}

export interface Drawing {
  svg: SVGSVGElement;
  /** What can be read off by pointer and arrow keys; `across`: stops are found by their x alone. */
  stops: Stop[];
  across: boolean;
  /** How near the pointer must come, in pixels, if stops are found by both. */
  reach?: number;
}

export interface Words {
  title: string;
  unit: string;
  meaning: string;
  source: string;
}

export interface Figure {
  id: string;
  words(): Words;
  height(width: number): number;
  /** Less height than this and the drawing can not be read, in a file as on the page. */
  least?(width: number): number;
  draw(size: Size): Drawing;
  legend(): LegendItem[];
  table(): Table;
  /** What a reader who does not see the drawing must know. */
  summary(): string;
}
