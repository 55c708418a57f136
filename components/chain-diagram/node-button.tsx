/** A plugin of the diagram; it leads to its line. */
import type { ChainNode } from "../../lib/diagram/chain-model.ts";
import type { Heat } from "../../lib/diagram/heat.ts";
import type { ChainOrder } from "../../lib/diagram/layout.ts";
import type { NodeOverlay } from "../../lib/diagram/overlay.ts";
import type { Box, PlacedNode } from "../../lib/diagram/placed.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import { absolute } from "./absolute.ts";
import styles from "./chain-diagram.module.css";
import { nodeSentence } from "./node-sentence.ts";

interface NodeButtonProps {
  readonly placed: PlacedNode;
  /** The block that it stands in. */
  readonly within: Box;
  readonly zone: string;
  readonly overlay: NodeOverlay | undefined;
  readonly heat: Heat | undefined;
  /** The second line, when there is one. */
  readonly figures: string | undefined;
  readonly order: ChainOrder;
  /** No name gets here. */
  readonly isBehindEnd: boolean;
  readonly isAtCursor: boolean;
}

export function NodeButton(props: NodeButtonProps) {
  const { placed, within, zone, overlay, heat, figures, order, isBehindEnd, isAtCursor } = props;
  const { node, note, ...box } = placed;
  const { revealPlace, selectStep } = useActions();
  const step = overlay?.step;
  const isSelected = useStudio(({ answers }) => step !== undefined && answers.selectedStep === step);
  const sentence = nodeSentence({ node, overlay, heat, isBehindEnd });
  const isOutside = overlay?.state === "outside";
  return (
    <button
      type="button"
      className={classNames(
        styles.node,
        isSelected && styles.selectedNode,
        isAtCursor && styles.atCursor,
        isBehindEnd && styles.behindEnd,
        node.place === undefined && styles.unknown,
        order === "written" && isMoved(node) && !isOutside && styles.moved,
      )}
      style={absolute(box, within)}
      data-plugin={node.plugin}
      data-zone={zone}
      data-state={overlay?.state}
      data-flow={node.flow}
      data-verdict={overlay?.verdict}
      data-at-cursor={isAtCursor || undefined}
      data-heat={heat === undefined || isOutside ? undefined : (heat.nodes.get(node.id)?.level ?? 0)}
      aria-label={sentence}
      title={node.detail === "" ? sentence : `${node.plugin} ${node.detail}\n${sentence}`}
      onClick={() => {
        selectStep(step);
        void revealPlace(node.at, { focus: false });
      }}
    >
      <Turn of={overlay} />
      <span className={styles.line}>
        <span className={styles.name}>{node.plugin}</span>
        {note !== "" && <span className={styles.uses}>{note}</span>}
      </span>
      {figures !== undefined && <span className={styles.figures}>{figures}</span>}
    </button>
  );
}

const isMoved = ({ written, runs }: ChainNode): boolean => written !== runs;

function Turn({ of }: { readonly of: NodeOverlay | undefined }) {
  const [first] = of?.turns ?? [];
  if (first === undefined) return null;
  return (
    <span className={styles.turn} aria-hidden="true">
      {first}
    </span>
  );
}
