/** What stands behind the plugins of a block: upstreams, the cluster, exits. */
import { Database, TriangleAlert } from "lucide-react";
import type { CSSProperties } from "react";
import { showCluster } from "../../lib/commands/cluster.ts";
import type { DetailedOverlay } from "../../lib/diagram/overlay-details.ts";
import type { Box, PlacedEnd } from "../../lib/diagram/placed.ts";
import { useRunCommand } from "../studio/store-context.tsx";
import { classNames } from "../ui/class-names.ts";
import { absolute } from "./absolute.ts";
import styles from "./chain-diagram.module.css";

interface BlockEndsProps {
  readonly ends: readonly PlacedEnd[];
  readonly overlay: DetailedOverlay | undefined;
  /** The block that they stand in. */
  readonly within: Box;
}

export function BlockEnds({ ends, overlay, within }: BlockEndsProps) {
  return ends.map((end) =>
    end.kind === "cluster" ? (
      <ClusterEnd key={end.id} text={end.text} style={absolute(end, within)} />
    ) : (
      <End key={end.id} end={end} style={absolute(end, within)} wasAsked={overlay?.asked.has(end.id) ?? false} />
    ),
  );
}

interface EndProps {
  readonly end: PlacedEnd;
  readonly style: CSSProperties;
  readonly wasAsked: boolean;
}

function End({ end, style, wasAsked }: EndProps) {
  const { text, own, isDead, warning } = end;
  return (
    <span
      className={classNames(
        styles.end,
        isDead && styles.code,
        own !== undefined && styles.own,
        own?.circles && styles.circling,
        warning !== undefined && styles.warned,
        wasAsked && styles.wasAsked,
      )}
      style={style}
      data-asked={wasAsked || undefined}
      data-dead={isDead || undefined}
      title={tipOf(end)}
    >
      {warning !== undefined && <TriangleAlert size={12} aria-hidden />}
      <span>{text}</span>
      {warning !== undefined && <span className="visually-hidden">: {warning}</span>}
    </span>
  );
}

function tipOf({ text, own, warning }: PlacedEnd): string {
  if (own?.circles) return `${text}: questions come back to this block, in a loop`;
  return warning === undefined ? text : `${text}: ${warning}`;
}

/** The cluster behind a plugin; it leads to the manifests, or to what can be chosen instead. */
function ClusterEnd({ text, style }: { readonly text: string; readonly style: CSSProperties }) {
  const run = useRunCommand();
  return (
    <button
      type="button"
      className={classNames(styles.end, styles.cluster)}
      style={style}
      data-source="cluster"
      title={`${text}: ${showCluster.label}`}
      onClick={() => run(showCluster)}
    >
      <Database size={12} aria-hidden />
      <span>{text}</span>
    </button>
  );
}
