/** The same facts as the diagram, as a list. */
import { showCluster } from "../../lib/commands/cluster.ts";
import type { ChainBlock, ChainListener, ChainModel, ChainNode } from "../../lib/diagram/chain-model.ts";
import type { Heat } from "../../lib/diagram/heat.ts";
import type { ChainOrder } from "../../lib/diagram/layout.ts";
import { isRowLit } from "../../lib/diagram/lit.ts";
import type { DetailedOverlay } from "../../lib/diagram/overlay-details.ts";
import { clusterOf, endOfBlock, isBehindEnd } from "../../lib/diagram/place-hanging.ts";
import { blocksBehind, viewWords, type ZoneRow, zoneRows } from "../../lib/diagram/zone-tree.ts";
import { useActions, useRunCommand } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import styles from "./chain-list.module.css";
import { NodeItem } from "./node-item.tsx";
import type { Chain } from "./use-chain.ts";
import { useNodeAtCursor } from "./use-node-at-cursor.ts";

interface ChainListProps {
  readonly chain: Chain;
  readonly heat: Heat | undefined;
  readonly order: ChainOrder;
}

export function ChainList({ chain, heat, order }: ChainListProps) {
  const { model, overlay, isOverlayStale, isOld } = chain;
  const lit = isOverlayStale ? undefined : overlay;
  const atCursor = useNodeAtCursor(model);
  return (
    <ul className={classNames(styles.list, isOld && styles.old)}>
      {model.listeners.map((listener) => (
        <li key={listener.id}>
          <p className={classNames(styles.listener, lit?.listener === listener.id && styles.asked)}>
            <code>{listener.id}</code>
            <span className={styles.faint}>the longest matching zone wins, then its views in their order</span>
          </p>
          <Zones listener={listener} {...{ model, overlay: lit, heat, order, atCursor }} />
        </li>
      ))}
    </ul>
  );
}

interface Look {
  readonly model: ChainModel;
  readonly overlay: DetailedOverlay | undefined;
  readonly heat: Heat | undefined;
  readonly order: ChainOrder;
  readonly atCursor: string | undefined;
}

/** Which zone leads to which block; each block's chain stands where it comes first. */
function Zones({ listener, ...look }: Look & { readonly listener: ChainListener }) {
  const behind = blocksBehind(look.model, listener);
  const rows = zoneRows(listener, behind);
  const leading = new Set(rows.flatMap(({ block }) => block ?? []));
  const plain = behind.filter(({ id }) => !leading.has(id));
  const shown = new Set<string>();
  return (
    <ul>
      {plain.map((block) => (
        <li key={block.id} className={styles.block}>
          <BlockItem block={block} {...look} />
        </li>
      ))}
      {rows.map((row) => {
        const block = behind.find(({ id }) => id === row.block);
        const isFirst = block !== undefined && !shown.has(block.id);
        if (block !== undefined) shown.add(block.id);
        return (
          <li key={row.id} className={styles.block} style={{ marginLeft: `${0.375 + row.depth * 0.75}rem` }}>
            {(row.kind !== "zone" || !isFirst) && (
              <RowWords row={row} isLit={isRowLit(row, look.overlay)} isAgain={block !== undefined && !isFirst} />
            )}
            {isFirst && <BlockItem block={block} {...look} />}
          </li>
        );
      })}
    </ul>
  );
}

function RowWords({
  row,
  isLit,
  isAgain,
}: {
  readonly row: ZoneRow;
  readonly isLit: boolean;
  readonly isAgain: boolean;
}) {
  const { kind, text, zone, words } = row;
  if (kind === "else") return <p className={classNames(styles.row, styles.dead)}>{words}</p>;
  return (
    <p className={classNames(styles.row, isLit && styles.litRow)}>
      <code>{kind === "view" ? text : zone}</code>
      {row.block === undefined && <span className={styles.faint}>{words.slice(zone.length + 2)}</span>}
      {isAgain && <span className={styles.faint}>the same block as above</span>}
    </p>
  );
}

function BlockItem({ block, model, overlay, heat, order, atCursor }: Look & { readonly block: ChainBlock }) {
  const { revealPlace } = useActions();
  const match = overlay?.blocks.get(block.id)?.match;
  const zone = block.zones.join(" ");
  const view = viewWords(block);
  const end = endOfBlock(block);
  const standing = order === "written" ? block.chain.toSorted((a, b) => a.written - b.written) : block.chain;
  const shared = { zone, model, block, overlay, heat };
  return (
    <>
      <button type="button" className={styles.title} onClick={() => void revealPlace(block.at, { focus: true })}>
        <code className={styles.zone}>{zone}</code>
        <span className={styles.faint}>{[view, match].filter((words) => words !== undefined).join(" · ")}</span>
        <span className={styles.place}>line {block.at.start.line}</span>
      </button>
      <ol aria-label={`Plugins of ${zone}`}>
        {standing.map((node) => (
          <li key={node.id}>
            <NodeItem
              node={node}
              {...shared}
              state={overlay?.nodes.get(node.id)}
              isBehindEnd={isBehindEnd(node, block)}
              isAtCursor={node.id === atCursor}
            />
            <ClusterItem node={node} model={model} />
          </li>
        ))}
      </ol>
      {end !== undefined && <p className={classNames(styles.outside, styles.dead)}>{end}</p>}
      <Outside {...shared} atCursor={atCursor} />
    </>
  );
}

function ClusterItem({ node, model }: { readonly node: ChainNode; readonly model: ChainModel }) {
  const run = useRunCommand();
  const cluster = clusterOf(node, model);
  if (cluster === undefined) return null;
  return (
    <button type="button" className={styles.cluster} data-source="cluster" onClick={() => run(showCluster)}>
      answers from {cluster}
    </button>
  );
}

interface OutsideProps {
  readonly block: ChainBlock;
  readonly model: ChainModel;
  readonly zone: string;
  readonly atCursor: string | undefined;
}

function Outside({ block, model, zone, atCursor }: OutsideProps) {
  if (block.outside.length === 0) return null;
  return (
    <>
      <p className={styles.outside}>outside the query path</p>
      <ul>
        {block.outside.map((node) => (
          <li key={node.id}>
            <NodeItem
              node={node}
              {...{ block, model, zone }}
              overlay={undefined}
              heat={undefined}
              state={{ state: "outside", turns: [], verdict: undefined, isDecider: false, step: undefined }}
              isBehindEnd={false}
              isAtCursor={node.id === atCursor}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
