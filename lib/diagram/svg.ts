/** A drawing as an SVG file that stands on its own: colours of the light theme, fonts by their families, no style from outside. */
import type { Heat } from "./heat.ts";
import { isEdgeLit, isRowLit } from "./lit.ts";
import type { NodeOverlay } from "./overlay.ts";
import type { DetailedOverlay } from "./overlay-details.ts";
import { type Box, type Diagram, MEASURES, type PlacedBlock, type PlacedEdge, type PlacedNode } from "./placed.ts";
import { viewWords } from "./zone-tree.ts";

/** What is drawn with the boxes and lines. */
export interface SvgOptions {
  readonly title: string;
  /** One sentence for those who do not see the picture. */
  readonly description: string;
  readonly overlay?: DetailedOverlay | undefined;
  readonly heat?: Heat | undefined;
  /** The second line of nodes, by their identity. */
  readonly figures?: ReadonlyMap<string, string> | undefined;
}

const MONO = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";
const UI = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', sans-serif";

/** The light theme (app/globals.css). */
const COLOURS = {
  surface: "#ffffff",
  raised: "#f8f9fb",
  hover: "#eceff4",
  line: "#dde1e8",
  strong: "#868f9d",
  text: "#1a212c",
  soft: "#465163",
  faint: "#596577",
  accent: "#1c5bc7",
  good: "#0d6b37",
  goodSoft: "#e3f4ea",
  changed: "#6237b5",
  changedSoft: "#f0eafc",
  warning: "#855000",
  warningSoft: "#fdf2dc",
  bad: "#b2201a",
  badSoft: "#fdecea",
} as const;

/** From never to always. */
const HEAT_FILLS = ["#ffffff", "#fdf2dc", "#fae2b4", "#f6cf85", "#f0ba55"] as const;

const DEFINITIONS = `<defs>
${["arrow", "lit"]
  .map(
    (id) =>
      `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto"><path d="M1 1l6 3-6 3Z" fill="${id === "lit" ? COLOURS.accent : COLOURS.strong}"/></marker>`,
  )
  .join("\n")}
<marker id="stop" viewBox="0 0 8 10" refX="6" refY="5" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="12" orient="auto"><path d="M6 0V10" stroke="${COLOURS.bad}" stroke-width="2.4"/></marker>
<pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V8" stroke="${COLOURS.bad}" stroke-opacity="0.25" stroke-width="4"/></pattern>
</defs>`;

/** Writes the whole file, ending in a line feed. */
export function writeSvg(diagram: Diagram, options: SvgOptions): string {
  const { width, height } = diagram;
  const { title, description, overlay } = options;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    DEFINITIONS,
    `<rect width="${width}" height="${height}" fill="${COLOURS.surface}"/>`,
    ...diagram.blocks.map((block) => card(block, overlay)),
    ...diagram.edges.map((edge) => line(edge, overlay)),
    ...diagram.listeners.flatMap((listener) => [
      rect(listener, { fill: COLOURS.raised, stroke: COLOURS.strong, radius: listener.height / 2 }),
      text(listener.id, { ...middle(listener), anchor: "middle" }),
      ...listener.rows.map(({ row, ...box }) => {
        const fill = isRowLit(row, overlay) ? COLOURS.accent : row.kind === "else" ? COLOURS.bad : COLOURS.text;
        const y = box.y + box.height / 2 + 4;
        return text(`${row.text}${row.rest}`, { x: box.x + 6, y, size: 11, fill, within: box.width - 8 });
      }),
    ]),
    ...diagram.blocks.flatMap((block) => contents(block, options)),
    "</svg>",
  ];
  return `${parts.join("\n")}\n`;
}

function card(placed: PlacedBlock, overlay: DetailedOverlay | undefined): string {
  const isChosen = overlay?.blocks.get(placed.block.id)?.match === "longest match";
  return rect(placed, { fill: COLOURS.surface, stroke: isChosen ? COLOURS.accent : COLOURS.line, radius: 8 });
}

const STROKES: Readonly<Record<PlacedEdge["kind"], string>> = {
  listens: "",
  continues: "",
  asks: "",
  maybe: ' stroke-dasharray="4 3"',
  ends: "",
  links: ' stroke-dasharray="2 3"',
  circles: "",
};

function line(edge: PlacedEdge, overlay: DetailedOverlay | undefined): string {
  const isLit = isEdgeLit(edge, overlay);
  const { kind, path } = edge;
  const isBad = kind === "ends" || kind === "circles";
  const stroke = isLit ? COLOURS.accent : isBad ? COLOURS.bad : COLOURS.strong;
  const hasEnd = kind !== "listens" && kind !== "asks";
  const end = hasEnd ? ` marker-end="url(#${kind === "ends" ? "stop" : isLit ? "lit" : "arrow"})"` : "";
  const drawn = (wide: number, colour: string, more: string) =>
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${wide}"${more}/>`;
  // A loop is a double line: a wide one with a narrow one of the ground's colour on it.
  if (kind === "circles") return drawn(4, stroke, end) + drawn(1.4, COLOURS.surface, "");
  return drawn(isLit ? 2.2 : 1.4, stroke, STROKES[kind] + end);
}

function contents(placed: PlacedBlock, options: SvgOptions): readonly string[] {
  const { block, nodes, outside, ends, outsideY, folded, x, y, width } = placed;
  const zones = block.zones.join(" ");
  const view = viewWords(block);
  const heading = view === undefined ? zones : `${zones} (${view})`;
  return [
    text(heading, { x: x + 12, y: y + 21, size: 13, isBold: true, within: width - 24 }),
    ...(folded === undefined
      ? []
      : [text(folded, { x: x + 12, y: y + 42, size: 11, fill: COLOURS.soft, within: width - 24 })]),
    ...nodes.flatMap((node) => box(node, { ...options, state: options.overlay?.nodes.get(node.node.id) })),
    ...ends.flatMap((end) => {
      const isCode = end.kind === "exit";
      const fill = isCode && end.isDead ? COLOURS.badSoft : COLOURS.hover;
      const colour = (isCode && end.isDead) || end.own?.circles ? COLOURS.bad : COLOURS.soft;
      const words = end.warning === undefined ? end.text : `⚠ ${end.text}`;
      const tip = end.warning === undefined ? "" : `<title>${escaped(end.warning)}</title>`;
      const inside = text(words, { ...middle(end), anchor: "middle", size: 11, fill: colour, within: end.width - 8 });
      return [`<g>${tip}${rect(end, { fill, radius: 4 })}${inside}</g>`];
    }),
    ...(outsideY === undefined
      ? []
      : [
          `<path d="M${x} ${outsideY}h${width}" stroke="${COLOURS.line}"/>`,
          `<text x="${x + 12}" y="${outsideY + 16}" font-family="${UI}" font-size="12" fill="${COLOURS.faint}">outside the query path</text>`,
        ]),
    ...outside.flatMap((node) => box(node, { ...options, figures: undefined, heat: undefined, state: undefined })),
  ];
}

interface Look {
  readonly fill: string;
  readonly stroke: string;
  readonly width: number;
}

const PLAIN: Look = { fill: COLOURS.raised, stroke: COLOURS.strong, width: 1 };
const UNREACHED: Look = { fill: COLOURS.surface, stroke: COLOURS.line, width: 1 };

function lookOf(state: NodeOverlay | undefined): Look {
  if (state === undefined) return PLAIN;
  const { verdict, isDecider, turns } = state;
  if (turns.length === 0) return UNREACHED;
  if (verdict === "refused" || verdict === "failed") return { fill: COLOURS.badSoft, stroke: COLOURS.bad, width: 2 };
  if (isDecider) return { fill: COLOURS.goodSoft, stroke: COLOURS.good, width: 2.5 };
  if (verdict === "changed") return { fill: COLOURS.changedSoft, stroke: COLOURS.changed, width: 1 };
  if (verdict === "fell through") return { fill: COLOURS.warningSoft, stroke: COLOURS.warning, width: 1 };
  return { fill: COLOURS.surface, stroke: COLOURS.soft, width: 1 };
}

type NodeOptions = Pick<SvgOptions, "heat" | "figures"> & { readonly state: NodeOverlay | undefined };

function box({ node, note, ...place }: PlacedNode, { state, heat, figures }: NodeOptions): readonly string[] {
  const { fill, stroke, width } = lookOf(state);
  const level = heat?.nodes.get(node.id)?.level ?? 0;
  const ground = heat === undefined ? fill : HEAT_FILLS[level];
  const colour = state !== undefined && state.turns.length === 0 ? COLOURS.faint : COLOURS.text;
  const below = figures?.get(node.id);
  const shift = below === undefined ? 0 : -7;
  const words = note === "" ? node.plugin : `${node.plugin} ${note}`;
  const centre = middle(place);
  const [turn] = state?.turns ?? [];
  return [
    rect(place, { fill: ground, stroke, radius: 6, width }),
    ...(node.place === undefined ? [rect(place, { fill: "url(#hatch)", radius: 6 })] : []),
    text(words, { ...centre, y: centre.y + shift, anchor: "middle", fill: colour, within: place.width - 8 }),
    ...(below === undefined
      ? []
      : [
          text(below, {
            ...centre,
            y: centre.y + 9,
            anchor: "middle",
            size: 10,
            fill: COLOURS.soft,
            within: place.width - 8,
          }),
        ]),
    ...(turn === undefined
      ? []
      : [
          `<circle cx="${place.x}" cy="${place.y}" r="8.5" fill="${stroke}"/>`,
          text(String(turn), {
            x: place.x,
            y: place.y + 4,
            anchor: "middle",
            size: 11,
            fill: COLOURS.surface,
            isBold: true,
          }),
        ]),
  ];
}

const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 + 4 });

interface RectLook {
  readonly fill: string;
  readonly stroke?: string;
  readonly radius: number;
  readonly width?: number;
}

function rect({ x, y, width, height }: Box, { fill, stroke, radius, width: wide = 1 }: RectLook): string {
  const border = stroke === undefined ? "" : ` stroke="${stroke}" stroke-width="${wide}"`;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"${border}/>`;
}

interface TextLook {
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly fill?: string;
  readonly anchor?: "middle";
  readonly isBold?: boolean;
  /** The room that it has; it is made narrower when it needs more. */
  readonly within?: number;
}

function text(words: string, { x, y, size = 12, fill = COLOURS.text, anchor, isBold, within }: TextLook): string {
  const wanted = words.length * size * (MEASURES.characterWidth / 12);
  const squeeze =
    within !== undefined && wanted > within ? ` textLength="${within}" lengthAdjust="spacingAndGlyphs"` : "";
  const placed = `${anchor === undefined ? "" : ` text-anchor="${anchor}"`}${isBold === true ? ' font-weight="600"' : ""}`;
  return `<text x="${x}" y="${y}" font-family="${MONO}" font-size="${size}" fill="${fill}"${placed}${squeeze}>${escaped(words)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(words: string): string {
  // Control characters have no place in XML.
  return words.replace(/\p{Cc}/gu, " ").replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
