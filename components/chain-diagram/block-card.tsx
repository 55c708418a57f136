/** One server block of the diagram: its zones, its chain, and what stands outside of the query path. */
import { Database } from "lucide-react";
import { memo } from "react";
import { showCluster } from "../../lib/commands/cluster.ts";
import type { ChainNode } from "../../lib/diagram/chain-model.ts";
import type { NodeOverlay } from "../../lib/diagram/overlay.ts";
import type { DetailedOverlay } from "../../lib/diagram/overlay-details.ts";
import type { Box, PlacedBlock } from "../../lib/diagram/placed.ts";
import { useActions, useRunCommand, useStudio } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import styles from "./chain-diagram.module.css";
import { nodeSentence } from "./node-sentence.ts";

interface BlockCardProps {
  readonly placed: PlacedBlock;
  readonly overlay: DetailedOverlay | undefined;
  /** The node that the editor's cursor stands in, when it is one of this block. */
  readonly atCursor: string | undefined;
}

const absolute = ({ x, y, width, height }: Box) => ({ left: x, top: y, width, height });

/** Rendered again only when something of its own changed: there may be hundreds. */
export const BlockCard = memo(function BlockCard({ placed, overlay, atCursor }: BlockCardProps) {
  const { block, nodes, outside, outsideY, ends } = placed;
  const { revealPlace } = useActions();
  const match = overlay?.blocks.get(block.id)?.match;
  const isOut = overlay !== undefined && match !== "longest match";
  return (
    <section aria-label={`Server block ${block.zones.join(" ")}`} className={classNames(isOut && styles.out)}>
      <div
        className={classNames(styles.card, match === "longest match" && styles.chosen)}
        style={absolute(placed)}
        data-match={match}
      >
        <button type="button" className={styles.title} onClick={() => void revealPlace(block.at, { focus: true })}>
          <span className={styles.zone}>{block.zones.join(" ")}</span>
          <span className={styles.faint}>
            {match !== undefined ? `${match} · ` : ""}line {block.at.start.line}
          </span>
        </button>
      </div>
      {nodes.map(({ node, ...box }) => (
        <NodeButton
          key={node.id}
          node={node}
          box={box}
          zone={block.zones.join(" ")}
          overlay={overlay?.nodes.get(node.id)}
          isAtCursor={node.id === atCursor}
        />
      ))}
      {ends.map(({ id, text, kind, own, ...box }) =>
        kind === "cluster" ? (
          <ClusterEnd key={id} text={text} box={box} />
        ) : (
          <span
            key={id}
            className={classNames(
              styles.end,
              kind === "exit" && styles.code,
              own !== undefined && styles.own,
              own?.circles && styles.circling,
              overlay?.asked.has(id) && styles.wasAsked,
            )}
            style={absolute(box)}
            data-asked={overlay?.asked.has(id) || undefined}
            title={own?.circles ? `${text}: questions come back to this block, in a loop` : text}
          >
            {text}
          </span>
        ),
      )}
      {outsideY !== undefined && (
        <p className={styles.outsideTitle} style={{ left: placed.x, top: outsideY, width: placed.width }}>
          outside the query path
        </p>
      )}
      {outside.map(({ node, ...box }) => (
        <NodeButton
          key={node.id}
          node={node}
          box={box}
          zone={block.zones.join(" ")}
          overlay={{ state: "outside", turns: [], verdict: undefined, isDecider: false, step: undefined }}
          isAtCursor={node.id === atCursor}
        />
      ))}
    </section>
  );
});

/** The cluster behind a plugin; it leads to the manifests, or to what can be chosen instead. */
function ClusterEnd({ text, box }: { readonly text: string; readonly box: Box }) {
  const run = useRunCommand();
  return (
    <button
      type="button"
      className={classNames(styles.end, styles.cluster)}
      style={absolute(box)}
      data-source="cluster"
      title={`${text}: ${showCluster.label}`}
      onClick={() => run(showCluster)}
    >
      <Database size={12} aria-hidden />
      <span>{text}</span>
    </button>
  );
}

interface NodeButtonProps {
  readonly node: ChainNode;
  readonly box: Box;
  readonly zone: string;
  readonly overlay: NodeOverlay | undefined;
  readonly isAtCursor: boolean;
}

function NodeButton({ node, box, zone, overlay, isAtCursor }: NodeButtonProps) {
  const { revealPlace, selectStep } = useActions();
  const step = overlay?.step;
  const isSelected = useStudio(({ answers }) => step !== undefined && answers.selectedStep === step);
  const [first] = overlay?.turns ?? [];
  const sentence = nodeSentence(node, overlay);
  return (
    <button
      type="button"
      className={classNames(
        styles.node,
        isSelected && styles.selectedNode,
        isAtCursor && styles.atCursor,
        node.place === undefined && styles.unknown,
      )}
      style={absolute(box)}
      data-plugin={node.plugin}
      data-zone={zone}
      data-state={overlay?.state}
      data-flow={node.flow}
      data-verdict={overlay?.verdict}
      data-at-cursor={isAtCursor || undefined}
      aria-label={sentence}
      title={node.detail === "" ? sentence : `${node.plugin} ${node.detail}\n${sentence}`}
      onClick={() => {
        selectStep(step);
        void revealPlace(node.at, { focus: false });
      }}
    >
      {first !== undefined && (
        <span className={styles.turn} aria-hidden="true">
          {first}
        </span>
      )}
      <span className={styles.name}>{node.plugin}</span>
      {node.uses > 1 && <span className={styles.uses}>×{node.uses}</span>}
    </button>
  );
}
