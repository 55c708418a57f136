/** A chain model as Mermaid's flowchart, for READMEs and issues that draw it. */
import type { ChainBlock, ChainModel, ChainNode } from "./chain-model.ts";
import type { NodeExit } from "./exits.ts";
import type { ChainOrder } from "./layout.ts";
import { ordinal } from "./ordinal.ts";
import type { DetailedOverlay } from "./overlay-details.ts";
import { endOfBlock, isBehindEnd } from "./place-hanging.ts";
import { ownListener } from "./upstreams.ts";
import { blocksBehind, viewWords, zoneRows } from "./zone-tree.ts";

/** What is drawn beside the model. */
export interface MermaidOptions {
  readonly title: string;
  readonly order?: ChainOrder;
  /** The way of a question. */
  readonly overlay?: DetailedOverlay | undefined;
}

const CLASSES = [
  "classDef decided stroke:#0d6b37,stroke-width:3px",
  "classDef visited stroke:#1c5bc7,stroke-width:2px",
  "classDef dead stroke:#b2201a,color:#b2201a",
];

/** Writes the whole chart, ending in a line feed. */
export function writeMermaid(model: ChainModel, { title, order = "run", overlay }: MermaidOptions): string {
  const names = new Names();
  const lines = [
    ...model.listeners.map(({ id }) => `${names.of(id)}([${quoted(id)}])`),
    ...model.blocks.flatMap((block) => blockLines(block, { model, names, order, overlay })),
    // A line to a subgraph stands behind it: before it, it would make a node of that name.
    ...model.listeners.flatMap((listener) => zoneLines(model, listener, names)),
    ...CLASSES,
    ...classLines(model, names, overlay),
  ];
  const head = ["---", `title: ${JSON.stringify(title)}`, "---", "flowchart LR"];
  return `${[...head, ...lines.map((line) => `  ${line}`)].join("\n")}\n`;
}

/** Short names for things, as Mermaid's own words may not stand there. */
class Names {
  readonly #names = new Map<string, string>();

  of(id: string): string {
    const name = this.#names.get(id) ?? `n${this.#names.size + 1}`;
    this.#names.set(id, name);
    return name;
  }
}

/** From a listener over its zones to the blocks; the label of a line is the view. */
function zoneLines(model: ChainModel, listener: ChainModel["listeners"][number], names: Names): readonly string[] {
  const own = names.of(listener.id);
  const rows = zoneRows(listener, blocksBehind(model, listener));
  const leading = rows.flatMap(({ block, zone, kind, text }) => {
    if (block === undefined)
      return kind === "else" ? [`${own} -->|"anything else"| ${names.of(`${listener.id}|else`)}["REFUSED"]`] : [];
    const label = kind === "view" ? `${zone} ${text}` : zone;
    return [`${own} -->|${quoted(label)}| ${names.of(block)}`];
  });
  if (rows.some(({ block }) => block !== undefined)) return leading;
  return [...listener.blocks.map((block) => `${own} --> ${names.of(block)}`), ...leading];
}

interface Context {
  readonly model: ChainModel;
  readonly names: Names;
  readonly order: ChainOrder;
  readonly overlay: DetailedOverlay | undefined;
}

function blockLines(block: ChainBlock, context: Context): readonly string[] {
  const { names, order } = context;
  const title = [block.zones.join(" "), viewWords(block)].filter((words) => words !== undefined).join(", ");
  const standing = order === "written" ? block.chain.toSorted((a, b) => a.written - b.written) : block.chain;
  const end = endOfBlock(block);
  const ending = end === undefined ? [] : [`${names.of(`${block.id}/end`)}[${quoted(end)}]`];
  const inside = [
    "direction LR",
    ...standing.map((node) => `${names.of(node.id)}[${quoted(nodeText(node, context))}]`),
    ...ending,
    ...block.chain.flatMap((node, index) => {
      const next = block.chain[index + 1]?.id ?? (end === undefined ? undefined : `${block.id}/end`);
      return next === undefined ? [] : [`${names.of(node.id)} ${ARROWS[node.flow]} ${names.of(next)}`];
    }),
    ...block.chain.filter((node) => !isBehindEnd(node, block)).flatMap((node) => exitLines(node, names)),
  ];
  return [
    `subgraph ${names.of(block.id)}[${quoted(title)}]`,
    ...inside.map((line) => `  ${line}`),
    "end",
    ...block.chain.flatMap((node) => upstreamLines(node, block, context)),
  ];
}

const ARROWS: Readonly<Record<ChainNode["flow"], string>> = { continues: "-->", maybe: "-.->", ends: "--x" };

function nodeText({ id, plugin, uses, runs }: ChainNode, { order, overlay }: Context): string {
  const turns = overlay?.nodes.get(id)?.turns ?? [];
  return [
    turns.length === 0 ? "" : `${turns.join(", ")}.`,
    plugin,
    uses > 1 ? `×${uses}` : "",
    order === "written" ? `(runs ${ordinal(runs)})` : "",
  ]
    .filter((word) => word !== "")
    .join(" ");
}

const isEnd = ({ leads }: NodeExit): boolean => leads === "end";

function exitLines({ id, exits }: ChainNode, names: Names): readonly string[] {
  return exits
    .filter(isEnd)
    .map(({ on, to }) => `${names.of(id)} -->|${quoted(on)}| ${names.of(`${id}/${on}`)}[${quoted(to)}]`);
}

function upstreamLines(node: ChainNode, block: ChainBlock, { model, names }: Context): readonly string[] {
  const upstreams = [...new Set(node.upstreams)].map((upstream) => {
    const own = ownListener(model, block, upstream);
    const id = `${node.id}>${upstream}`;
    if (own !== undefined) {
      const label = own.circles ? `${upstream}, in a loop` : upstream;
      return `${names.of(node.id)} -.->|${quoted(label)}| ${names.of(own.listener)}`;
    }
    const warning = model.warnings?.get(id);
    const text = warning === undefined ? upstream : `${upstream} ⚠ ${warning}`;
    return `${names.of(node.id)} --> ${names.of(id)}[(${quoted(text)})]`;
  });
  if (!node.readsCluster || model.cluster === undefined) return upstreams;
  return [...upstreams, `${names.of(node.id)} --> ${names.of(`${node.id}>cluster`)}[(${quoted(model.cluster)})]`];
}

function classLines({ blocks }: ChainModel, names: Names, overlay: DetailedOverlay | undefined): readonly string[] {
  const drawn = new Set(blocks.flatMap(({ chain }) => chain.map(({ id }) => id)));
  const states = [...(overlay?.nodes ?? [])].filter(([id]) => drawn.has(id));
  const visited = states.filter(([, { turns, isDecider }]) => turns.length > 0 && !isDecider).map(([id]) => id);
  const decided = states.filter(([, { isDecider }]) => isDecider).map(([id]) => id);
  const dead = blocks.flatMap((block) => [
    ...(endOfBlock(block) === undefined ? [] : [`${block.id}/end`]),
    ...block.chain
      .filter((node) => !isBehindEnd(node, block))
      .flatMap(({ id, exits }) => exits.filter(({ isDead }) => isDead).map(({ on }) => `${id}/${on}`)),
  ]);
  const line = (ids: readonly string[], name: string): readonly string[] =>
    ids.length === 0 ? [] : [`class ${ids.map((id) => names.of(id)).join(",")} ${name}`];
  return [...line(decided, "decided"), ...line(visited, "visited"), ...line(dead, "dead")];
}

/** A text in quotes, with Mermaid's entities for what would end it. */
function quoted(text: string): string {
  const safe = text.replace(/[#"<>`&\n\r]/g, (sign) => `#${sign.codePointAt(0)};`);
  return `"${safe}"`;
}
