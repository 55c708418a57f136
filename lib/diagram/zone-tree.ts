/** Which block? The zones of a listener as a tree by labels, with the views of each zone in the order in which they are tried. */
import type { ChainBlock, ChainListener, ChainModel } from "./chain-model.ts";

/** A row of the tree, from the root down. */
export interface ZoneRow {
  readonly id: string;
  /** `zone`: a name, with a block of its own or only with zones below it. `view`: one of several blocks of the zone above. */
  readonly kind: "zone" | "view" | "else";
  readonly depth: number;
  /** `corp` below `example.`; for a view its number and name. */
  readonly text: string;
  /** What follows it in the name, shown when there is room: `.example.`. */
  readonly rest: string;
  /** The whole of it, for a tooltip and for people who read the list. */
  readonly words: string;
  /** The zone, absolute. */
  readonly zone: string;
  /** The block that it leads to. */
  readonly block: string | undefined;
}

/** One block of a zone. */
interface Choice {
  readonly block: ChainBlock;
  readonly zone: string;
}

interface Branch {
  /** The labels since the branch above, the first one in front. */
  name: string;
  readonly choices: Choice[];
  readonly below: Map<string, Branch>;
}

/** The rows below a listener. A listener with one block for everything needs none. */
export function zoneRows({ id, takesEverything }: ChainListener, blocks: readonly ChainBlock[]): readonly ZoneRow[] {
  const root = treeOf(blocks);
  const rows: ZoneRow[] = [];
  const isPlain = blocks.length === 1 && blocks[0]?.zones.length === 1 && blocks[0].view === undefined;
  if (!isPlain) addRows(root, { listener: id, zone: ".", depth: root.choices.length > 0 ? 0 : -1 }, rows);
  if (!takesEverything) {
    const text = "anything else → REFUSED";
    rows.push({ id: `${id}|else`, kind: "else", depth: 0, text, rest: "", words: text, zone: "", block: undefined });
  }
  return rows;
}

/** The blocks behind a listener, in the order of the file. */
export function blocksBehind({ blocks }: ChainModel, listener: ChainListener): readonly ChainBlock[] {
  const behind = new Set(listener.blocks);
  return blocks.filter(({ id }) => behind.has(id));
}

/** A trie by labels; what has no block of its own and only one name below it is part of that name. */
function treeOf(blocks: readonly ChainBlock[]): Branch {
  const root: Branch = { name: ".", choices: [], below: new Map() };
  for (const block of blocks) {
    for (const zone of block.zones) {
      let branch = root;
      for (const label of zone === "." ? [] : zone.slice(0, -1).split(".").toReversed()) {
        const next: Branch = branch.below.get(label) ?? { name: label, choices: [], below: new Map() };
        branch.below.set(label, next);
        branch = next;
      }
      branch.choices.push({ block, zone });
    }
  }
  return merged(root, true);
}

function merged(branch: Branch, isRoot = false): Branch {
  const below = [...branch.below.values()].map((one) => merged(one));
  const [only] = below;
  if (!isRoot && branch.choices.length === 0 && below.length === 1 && only !== undefined) {
    return { ...only, name: `${only.name}.${branch.name}` };
  }
  return { ...branch, below: new Map(below.map((one) => [one.name, one])) };
}

interface Above {
  readonly listener: string;
  readonly zone: string;
  readonly depth: number;
}

function addRows(branch: Branch, { listener, zone, depth }: Above, rows: ZoneRow[]): void {
  const isRoot = zone === "." && branch.name === ".";
  const { choices } = branch;
  const [first] = choices;
  if (depth >= 0) {
    const own = choices.length === 1 && first?.block.view === undefined ? first : undefined;
    rows.push({
      id: `${listener}|${zone}`,
      kind: "zone",
      depth,
      text: isRoot ? "." : branch.name,
      rest: isRoot ? "" : zone.slice(branch.name.length),
      words: own === undefined ? zoneWords(zone, choices.length) : `${zone}: line ${own.block.at.start.line}`,
      zone,
      block: own?.block.id,
    });
    if (own === undefined) for (const row of viewRows(choices, { listener, zone, depth: depth + 1 })) rows.push(row);
  }
  for (const child of branch.below.values()) {
    const below = zone === "." ? `${child.name}.` : `${child.name}.${zone}`;
    addRows(child, { listener, zone: below, depth: depth + 1 }, rows);
  }
}

const zoneWords = (zone: string, choices: number): string =>
  choices === 0 ? `${zone}: no block of its own` : `${zone}: the first view that matches`;

function viewRows(choices: readonly Choice[], { listener, zone, depth }: Above): readonly ZoneRow[] {
  return choices.map(({ block }, index) => {
    const number = numberOf(index);
    const text = block.view === undefined ? `${number} all others` : `${number} view ${block.view.name}`.trimEnd();
    const words = `${zone} ${viewWords(block) ?? "all others"}: line ${block.at.start.line}`;
    return { id: `${listener}|${zone}|${index}`, kind: "view", depth, text, rest: "", words, zone, block: block.id };
  });
}

/** A block's view with its expressions; undefined without a view. */
export function viewWords({ view }: Pick<ChainBlock, "view">): string | undefined {
  if (view === undefined) return undefined;
  const conditions = view.expressions.join(" and ");
  return `view ${view.name}${conditions === "" ? "" : ` if ${conditions}`}`;
}

/** ① to ⑳, then (21) and so on. */
export function numberOf(index: number): string {
  return index < 20 ? String.fromCodePoint(0x2460 + index) : `(${index + 1})`;
}

/** For each block with a view, or beside one: in which place it is tried among the blocks of its first zone. */
export function viewTurns(blocks: readonly ChainBlock[]): ReadonlyMap<string, number> {
  const byZone = Map.groupBy(blocks, ({ zones, listeners }) => `${zones[0]} ${listeners[0]}`);
  const turns = new Map<string, number>();
  for (const rivals of byZone.values()) {
    if (rivals.every(({ view }) => view === undefined)) continue;
    for (const [index, { id }] of rivals.entries()) turns.set(id, index);
  }
  return turns;
}
