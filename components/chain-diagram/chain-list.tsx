/** The same facts as the diagram, as a list. */
import { showCluster } from "../../lib/commands/cluster.ts";
import type { ChainBlock, ChainModel, ChainNode } from "../../lib/diagram/chain-model.ts";
import type { NodeOverlay } from "../../lib/diagram/overlay.ts";
import type { DetailedOverlay } from "../../lib/diagram/overlay-details.ts";
import { clusterOf, exitOf } from "../../lib/diagram/place-hanging.ts";
import { ownListener } from "../../lib/diagram/upstreams.ts";
import { NOT_REACHED_LOOK, VERDICT_LOOKS } from "../../lib/studio/answers/verdict.ts";
import { useActions, useRunCommand } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import { Shape } from "../ui/shape.tsx";
import styles from "./chain-list.module.css";
import { FLOW_WORDS, overlayWords } from "./node-sentence.ts";
import type { Chain } from "./use-chain.ts";
import { useNodeAtCursor } from "./use-node-at-cursor.ts";

export function ChainList({ chain }: { readonly chain: Chain }) {
  const { model, overlay, isOverlayStale, isOld } = chain;
  const lit = isOverlayStale ? undefined : overlay;
  const atCursor = useNodeAtCursor(model);
  return (
    <ul className={classNames(styles.list, isOld && styles.old)}>
      {model.listeners.map(({ id, blocks, takesEverything }) => (
        <li key={id}>
          <p className={classNames(styles.listener, lit?.listener === id && styles.asked)}>
            <code>{id}</code>
            <span className={styles.faint}>
              the longest matching zone wins{takesEverything ? "" : "; other names are REFUSED"}
            </span>
          </p>
          <ul>
            {model.blocks
              .filter((block) => blocks.includes(block.id))
              .map((block) => (
                <BlockItem key={block.id} block={block} {...{ model, overlay: lit, atCursor }} />
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

interface BlockItemProps {
  readonly block: ChainBlock;
  readonly model: ChainModel;
  readonly overlay: DetailedOverlay | undefined;
  readonly atCursor: string | undefined;
}

function BlockItem({ block, model, overlay, atCursor }: BlockItemProps) {
  const { revealPlace } = useActions();
  const match = overlay?.blocks.get(block.id)?.match;
  const zone = block.zones.join(" ");
  const exit = exitOf(block);
  return (
    <li className={styles.block}>
      <button type="button" className={styles.title} onClick={() => void revealPlace(block.at, { focus: true })}>
        <code className={styles.zone}>{zone}</code>
        <span className={styles.faint}>{match}</span>
        <span className={styles.place}>line {block.at.start.line}</span>
      </button>
      <ol>
        {block.chain.map((node) => (
          <NodeItem
            key={node.id}
            node={node}
            zone={zone}
            overlay={overlay?.nodes.get(node.id)}
            upstreams={upstreamWords(node, { model, block, overlay })}
            cluster={clusterOf(node, model)}
            isAtCursor={node.id === atCursor}
          />
        ))}
      </ol>
      {exit !== undefined && <p className={styles.outside}>{exit}</p>}
      {block.outside.length > 0 && (
        <>
          <p className={styles.outside}>outside the query path</p>
          <ul>
            {block.outside.map((node) => (
              <NodeItem
                key={node.id}
                node={node}
                zone={zone}
                upstreams=""
                cluster={undefined}
                isAtCursor={node.id === atCursor}
                overlay={{ state: "outside", turns: [], verdict: undefined, isDecider: false, step: undefined }}
              />
            ))}
          </ul>
        </>
      )}
    </li>
  );
}

interface NodeItemProps {
  readonly node: ChainNode;
  readonly zone: string;
  readonly overlay: NodeOverlay | undefined;
  readonly upstreams: string;
  /** The cluster that it reads. */
  readonly cluster: string | undefined;
  readonly isAtCursor: boolean;
}

/** " (asks 192.0.2.53; 127.0.0.1:5300, which is dns://:5300 here, asked)"; empty without upstreams. */
function upstreamWords(
  { id, upstreams }: ChainNode,
  { model, block, overlay }: Pick<BlockItemProps, "model" | "block" | "overlay">,
): string {
  const words = upstreams.map((upstream) => {
    const own = ownListener(model, block, upstream);
    const here = own === undefined ? "" : `, which is ${own.listener} here${own.circles ? ", in a loop" : ""}`;
    return `${upstream}${here}${overlay?.asked.has(`${id}>${upstream}`) ? ", asked" : ""}`;
  });
  return words.length === 0 ? "" : ` (asks ${words.join("; ")})`;
}

function NodeItem({ node, zone, overlay, upstreams, cluster, isAtCursor }: NodeItemProps) {
  const { revealPlace, selectStep } = useActions();
  const run = useRunCommand();
  const look = overlay?.verdict === undefined ? NOT_REACHED_LOOK : VERDICT_LOOKS[overlay.verdict];
  return (
    <li>
      <button
        type="button"
        className={classNames(styles.node, overlay?.isDecider && styles.decider, isAtCursor && styles.atCursor)}
        data-plugin={node.plugin}
        data-zone={zone}
        data-state={overlay?.state}
        data-at-cursor={isAtCursor || undefined}
        title={node.summary}
        onClick={() => {
          selectStep(overlay?.step);
          void revealPlace(node.at, { focus: false });
        }}
      >
        {overlay !== undefined && overlay.state !== "outside" ? <Shape {...look} /> : <span />}
        <span className={styles.name}>
          {node.plugin}
          {node.uses > 1 && ` ×${node.uses}`}
        </span>
        <span className={styles.words}>
          {overlay?.state === "outside" ? node.detail : (overlayWords(overlay) ?? FLOW_WORDS[node.flow])}
          {upstreams}
        </span>
        <span className={styles.place}>line {node.at.start.line}</span>
      </button>
      {cluster !== undefined && (
        <button type="button" className={styles.cluster} data-source="cluster" onClick={() => run(showCluster)}>
          answers from {cluster}
        </button>
      )}
    </li>
  );
}
