/** A plugin of the list: what it did, how it runs, where questions leave it. */
import type { ChainBlock, ChainModel, ChainNode } from "../../lib/diagram/chain-model.ts";
import type { Heat } from "../../lib/diagram/heat.ts";
import type { NodeOverlay } from "../../lib/diagram/overlay.ts";
import type { DetailedOverlay } from "../../lib/diagram/overlay-details.ts";
import { exitText } from "../../lib/diagram/place-hanging.ts";
import { ownListener } from "../../lib/diagram/upstreams.ts";
import { NOT_REACHED_LOOK, VERDICT_LOOKS } from "../../lib/studio/answers/verdict.ts";
import { useActions } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import { Shape } from "../ui/shape.tsx";
import styles from "./chain-list.module.css";
import { BEHIND_END, FLOW_WORDS, heatOfNode, NOT_SERVED, orderWords, overlayWords } from "./node-sentence.ts";

interface NodeItemProps {
  readonly node: ChainNode;
  readonly block: ChainBlock;
  readonly model: ChainModel;
  readonly zone: string;
  readonly overlay: DetailedOverlay | undefined;
  readonly heat: Heat | undefined;
  readonly state: NodeOverlay | undefined;
  readonly isBehindEnd: boolean;
  readonly isAtCursor: boolean;
}

export function NodeItem({ node, block, model, zone, overlay, heat, state, isBehindEnd, isAtCursor }: NodeItemProps) {
  const { revealPlace, selectStep } = useActions();
  const look = state?.verdict === undefined ? NOT_REACHED_LOOK : VERDICT_LOOKS[state.verdict];
  const isOutside = state?.state === "outside";
  const words = isOutside
    ? [node.detail]
    : [
        overlayWords(state) ?? (isBehindEnd ? BEHIND_END : FLOW_WORDS[node.flow]),
        node.place === undefined ? NOT_SERVED : undefined,
        orderWords(node),
        heatOfNode(node, heat),
      ];
  return (
    <>
      <button
        type="button"
        className={classNames(
          styles.node,
          state?.isDecider && styles.decider,
          isAtCursor && styles.atCursor,
          node.place === undefined && styles.unknown,
        )}
        data-plugin={node.plugin}
        data-zone={zone}
        data-state={state?.state}
        data-at-cursor={isAtCursor || undefined}
        title={node.summary}
        onClick={() => {
          selectStep(state?.step);
          void revealPlace(node.at, { focus: false });
        }}
      >
        {state !== undefined && !isOutside ? <Shape {...look} /> : <span />}
        <span className={styles.name}>
          {node.plugin}
          {node.uses > 1 && ` ×${node.uses}`}
        </span>
        <span className={styles.words}>
          {words.filter((word) => word !== undefined && word !== "").join("; ")}
          {upstreamWords(node, { model, block, overlay })}
        </span>
        <span className={styles.place}>line {node.at.start.line}</span>
      </button>
      {!isOutside && !isBehindEnd && node.exits.length > 0 && (
        <ul className={styles.exits} aria-label={`Ways out of ${node.plugin}`}>
          {node.exits.map((exit) => (
            <li key={`${exit.on} ${exit.to}`} className={classNames(exit.isDead && styles.dead)}>
              {exitText(exit)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** " (asks 192.0.2.53; 127.0.0.1:5300, which is dns://:5300 here, asked)"; empty without upstreams. */
function upstreamWords(
  { id, upstreams }: ChainNode,
  { model, block, overlay }: Pick<NodeItemProps, "model" | "block" | "overlay">,
): string {
  const words = upstreams.map((upstream) => {
    const own = ownListener(model, block, upstream);
    const here = own === undefined ? "" : `, which is ${own.listener} here${own.circles ? ", in a loop" : ""}`;
    const warning = model.warnings?.get(`${id}>${upstream}`);
    const said = warning === undefined ? "" : ` ⚠ ${warning}`;
    return `${upstream}${here}${overlay?.asked.has(`${id}>${upstream}`) ? ", asked" : ""}${said}`;
  });
  return words.length === 0 ? "" : ` (asks ${words.join("; ")})`;
}
