/** The lines between the boxes: those of a block lie in it, so that what is out of view costs nothing; the others over all. */
import { memo } from "react";
import { isEdgeLit } from "../../lib/diagram/lit.ts";
import type { DetailedOverlay } from "../../lib/diagram/overlay-details.ts";
import type { Box, Diagram, PlacedEdge } from "../../lib/diagram/placed.ts";
import { classNames } from "../ui/class-names.ts";
import styles from "./chain-diagram.module.css";

interface LinesProps {
  /** Those from listeners to blocks and back. */
  readonly edges: readonly PlacedEdge[];
  readonly diagram: Diagram;
  readonly overlay: DetailedOverlay | undefined;
}

export const Lines = memo(function Lines({ edges, diagram, overlay }: LinesProps) {
  return (
    <svg className={styles.lines} width={diagram.width} height={diagram.height} aria-hidden="true" focusable="false">
      <defs>
        <Arrow id="chain-arrow" className={styles.head} />
        <Arrow id="chain-arrow-lit" className={styles.litHead} />
        <Arrow id="chain-arrow-loop" className={styles.loopHead} />
        <marker
          id="chain-stop"
          viewBox="0 0 8 10"
          refX="6"
          refY="5"
          markerUnits="userSpaceOnUse"
          markerWidth="9"
          markerHeight="12"
          orient="auto"
        >
          <path d="M6 0V10" className={styles.stop} />
        </marker>
      </defs>
      <EdgeList edges={edges} overlay={overlay} />
    </svg>
  );
});

interface EdgesProps {
  readonly edges: readonly PlacedEdge[];
  readonly overlay: DetailedOverlay | undefined;
  readonly within: Box;
}

/** The lines of a block. */
export function Edges({ edges, overlay, within: { x, y, width, height } }: EdgesProps) {
  return (
    <svg className={styles.lines} width={width} height={height} aria-hidden="true" focusable="false">
      <g transform={`translate(${-x} ${-y})`}>
        <EdgeList edges={edges} overlay={overlay} />
      </g>
    </svg>
  );
}

function EdgeList({ edges, overlay }: Pick<EdgesProps, "edges" | "overlay">) {
  return edges.map((edge) => (
    <Edge key={edge.id} edge={edge} isLit={isEdgeLit(edge, overlay)} hasOverlay={overlay !== undefined} />
  ));
}

function Arrow({ id, className }: { readonly id: string; readonly className: string | undefined }) {
  return (
    <marker
      id={id}
      viewBox="0 0 8 8"
      refX="7"
      refY="4"
      markerUnits="userSpaceOnUse"
      markerWidth="9"
      markerHeight="9"
      orient="auto"
    >
      <path d="M1 1l6 3-6 3Z" className={className} />
    </marker>
  );
}

interface EdgeProps {
  readonly edge: PlacedEdge;
  readonly isLit: boolean;
  readonly hasOverlay: boolean;
}

function Edge({ edge: { kind, path }, isLit, hasOverlay }: EdgeProps) {
  const look = classNames(styles.edge, styles[kind], isLit && styles.lit, hasOverlay && !isLit && styles.dim);
  const hasEnd = kind !== "listens" && kind !== "asks";
  const line = <path d={path} className={look} markerEnd={hasEnd ? `url(#${endOf(kind, isLit)})` : undefined} />;
  if (kind !== "circles") return line;
  // A loop is a double line: a wide one with a narrow one of the ground's colour on it.
  return (
    <>
      {line}
      <path d={path} className={styles.loopCore} />
    </>
  );
}

function endOf(kind: PlacedEdge["kind"], isLit: boolean): string {
  if (kind === "ends") return "chain-stop";
  if (kind === "circles") return "chain-arrow-loop";
  return isLit ? "chain-arrow-lit" : "chain-arrow";
}
