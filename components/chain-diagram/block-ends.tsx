/** What stands behind the plugins of a block: upstreams, the cluster, exits. */
import { Database, TriangleAlert } from "lucide-react";
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
}

export function BlockEnds({ ends, overlay }: BlockEndsProps) {
  return ends.map((end) =>
    end.kind === "cluster" ? (
      <ClusterEnd key={end.id} text={end.text} box={end} />
    ) : (
      <End key={end.id} end={end} wasAsked={overlay?.asked.has(end.id) ?? false} />
    ),
  );
}

function End({ end, wasAsked }: { readonly end: PlacedEnd; readonly wasAsked: boolean }) {
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
      style={absolute(end)}
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
