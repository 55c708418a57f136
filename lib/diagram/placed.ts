/** What a drawing of the chain consists of, in pixels. */
import type { ChainBlock, ChainNode } from "./chain-model.ts";
import type { OwnListener } from "./upstreams.ts";
import type { ZoneRow } from "./zone-tree.ts";

/** The measures of the drawing, in CSS pixels. */
export const MEASURES = {
  characterWidth: 7.3,
  nodeHeight: 28,
  /** With figures in a second line. */
  tallNodeHeight: 42,
  nodePadding: 11,
  nodeGap: 24,
  rowGap: 14,
  /** Room for the lines of the run order between rows of the written order. */
  wideRowGap: 26,
  cardPadding: 18,
  cardHeader: 34,
  foldedHeight: 54,
  cardGap: 14,
  listenerMinWidth: 104,
  zoneRowHeight: 24,
  rowIndent: 12,
  upstreamHeight: 24,
  upstreamGap: 6,
  listenerMaxWidth: 232,
  listenerHeight: 30,
  listenerGap: 44,
  outsideHeader: 26,
  margin: 14,
  /** Below this width listeners stand above the blocks. */
  narrow: 520,
} as const;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends Box {
  readonly node: ChainNode;
  /** Behind the name, in a fainter colour: how often it is used, and where it runs when that is not where it stands. */
  readonly note: string;
}

/** What stands behind a plugin: a server that it asks, a cluster that it reads, or the code that a question ends with. */
export interface PlacedEnd extends Box {
  readonly id: string;
  readonly text: string;
  readonly kind: "upstream" | "cluster" | "exit";
  /** The listener of this Corefile that the upstream is. */
  readonly own: OwnListener | undefined;
  /** True for an exit at which a question is lost. */
  readonly isDead: boolean;
  /** What lint says of it. */
  readonly warning: string | undefined;
}

export interface PlacedBlock extends Box {
  readonly block: ChainBlock;
  readonly nodes: readonly PlacedNode[];
  readonly outside: readonly PlacedNode[];
  /** The top of the group of plugins outside of the request path. */
  readonly outsideY: number | undefined;
  readonly ends: readonly PlacedEnd[];
  /** Its plugins in words, when only that is shown. */
  readonly folded: string | undefined;
}

export interface PlacedZoneRow extends Box {
  readonly row: ZoneRow;
}

export interface PlacedListener extends Box {
  readonly id: string;
  readonly takesEverything: boolean;
  /** Which zone leads to which block; none when one block takes everything. */
  readonly rows: readonly PlacedZoneRow[];
}

/** A line between two things; `kind` decides how it is drawn. */
export interface PlacedEdge {
  readonly id: string;
  readonly kind: "listens" | "continues" | "maybe" | "ends" | "asks" | "links" | "circles";
  /** An SVG path. */
  readonly path: string;
  /** Node or listener that it leaves, and node or block that it comes to. */
  readonly from: string;
  readonly to: string;
  /** The block that it belongs to. */
  readonly block: string;
}

export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly listeners: readonly PlacedListener[];
  readonly blocks: readonly PlacedBlock[];
  readonly edges: readonly PlacedEdge[];
}

/** The width of what stands behind a plugin. */
export const endWidth = (text: string): number => Math.round(text.length * MEASURES.characterWidth * 0.92 + 16);
