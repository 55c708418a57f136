/** One server block of the diagram: its zones, its chain, and what stands outside of the query path. */
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import type { ChainBlock } from "../../lib/diagram/chain-model.ts";
import type { Heat } from "../../lib/diagram/heat.ts";
import type { ChainOrder } from "../../lib/diagram/layout.ts";
import type { NodeOverlay } from "../../lib/diagram/overlay.ts";
import type { DetailedOverlay } from "../../lib/diagram/overlay-details.ts";
import { isBehindEnd } from "../../lib/diagram/place-hanging.ts";
import type { PlacedBlock, PlacedEdge } from "../../lib/diagram/placed.ts";
import { numberOf, viewWords } from "../../lib/diagram/zone-tree.ts";
import { useActions } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import { absolute } from "./absolute.ts";
import { BlockEnds } from "./block-ends.tsx";
import styles from "./chain-diagram.module.css";
import { Edges } from "./lines.tsx";
import { NodeButton } from "./node-button.tsx";

interface BlockCardProps {
  readonly placed: PlacedBlock;
  /** The lines between its own boxes. */
  readonly edges: readonly PlacedEdge[];
  readonly overlay: DetailedOverlay | undefined;
  readonly heat: Heat | undefined;
  /** The second lines of nodes. */
  readonly figures: ReadonlyMap<string, string> | undefined;
  readonly order: ChainOrder;
  /** Its turn among the blocks of its zone, from 0, when views choose among them. */
  readonly turn: number | undefined;
  /** The node that the editor's cursor stands in, when it is one of this block. */
  readonly atCursor: string | undefined;
  readonly onFold: (id: string, isFolded: boolean) => void;
}

const OUTSIDE: NodeOverlay = { state: "outside", turns: [], verdict: undefined, isDecider: false, step: undefined };

/** Rendered again only when something of its own changed: there may be hundreds. */
export const BlockCard = memo(function BlockCard(props: BlockCardProps) {
  const { placed, edges, overlay, heat, figures, order, turn, atCursor, onFold } = props;
  const { block, nodes, outside, outsideY, ends, folded } = placed;
  const match = overlay?.blocks.get(block.id)?.match;
  const zone = block.zones.join(" ");
  const shared = { zone, order, within: placed };
  return (
    <section
      aria-label={`Server block ${zone}`}
      className={classNames(styles.block, overlay !== undefined && match !== "longest match" && styles.out)}
      style={absolute(placed)}
    >
      <div className={classNames(styles.card, match === "longest match" && styles.chosen)} data-match={match}>
        <Title block={block} match={match} turn={turn} isFolded={folded !== undefined} onFold={onFold} />
        {folded !== undefined && <p className={styles.folded}>{folded}</p>}
      </div>
      <Edges edges={edges} overlay={overlay} within={placed} />
      {nodes.map((node) => (
        <NodeButton
          key={node.node.id}
          placed={node}
          {...shared}
          overlay={overlay?.nodes.get(node.node.id)}
          heat={heat}
          figures={figures?.get(node.node.id)}
          isBehindEnd={isBehindEnd(node.node, block)}
          isAtCursor={node.node.id === atCursor}
        />
      ))}
      <BlockEnds ends={ends} overlay={overlay} within={placed} />
      {outsideY !== undefined && (
        <p className={styles.outsideTitle} style={{ top: outsideY - placed.y }}>
          outside the query path
        </p>
      )}
      {outside.map((node) => (
        <NodeButton
          key={node.node.id}
          placed={node}
          {...shared}
          overlay={OUTSIDE}
          heat={undefined}
          figures={undefined}
          isBehindEnd={false}
          isAtCursor={node.node.id === atCursor}
        />
      ))}
    </section>
  );
});

interface TitleProps {
  readonly block: ChainBlock;
  readonly match: string | undefined;
  readonly turn: number | undefined;
  readonly isFolded: boolean;
  readonly onFold: (id: string, isFolded: boolean) => void;
}

function Title({ block, match, turn, isFolded, onFold }: TitleProps) {
  const { revealPlace } = useActions();
  const view = viewWords(block);
  const zone = block.zones.join(" ");
  return (
    <div className={styles.top}>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={!isFolded}
        aria-label={`Plugins of ${zone}`}
        title={isFolded ? "Unfold this block" : "Fold this block"}
        onClick={() => onFold(block.id, !isFolded)}
      >
        {isFolded ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
      </button>
      <button
        type="button"
        className={styles.title}
        data-block={block.id}
        title={view === undefined ? zone : `${zone}: ${view}`}
        onClick={() => void revealPlace(block.at, { focus: true })}
      >
        <span className={styles.zone}>{zone}</span>
        {turn !== undefined && <span>{numberOf(turn)}</span>}
        {view !== undefined && <span className={styles.condition}>{view}</span>}
        <span className={styles.faint}>
          {match !== undefined ? `${match} · ` : ""}line {block.at.start.line}
        </span>
      </button>
    </div>
  );
}
