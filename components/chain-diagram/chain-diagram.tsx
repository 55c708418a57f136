/** The chain as a picture: boxes are buttons over one layer of lines. */
import { Fragment, useEffect, useMemo, useRef, useState } from "react";
import { layoutDiagram } from "../../lib/diagram/layout.ts";
import type { DetailedOverlay } from "../../lib/diagram/overlay-details.ts";
import type { Diagram, PlacedEdge } from "../../lib/diagram/placed.ts";
import { classNames } from "../ui/class-names.ts";
import { BlockCard } from "./block-card.tsx";
import styles from "./chain-diagram.module.css";
import type { Chain } from "./use-chain.ts";
import { useNodeAtCursor } from "./use-node-at-cursor.ts";

export function ChainDiagram({ chain, zoom }: { readonly chain: Chain; readonly zoom: number }) {
  const { model, overlay, isOverlayStale, isOld } = chain;
  const view = useRef<HTMLDivElement>(null);
  const width = useWidth(view);
  const diagram = useMemo(() => (width === 0 ? undefined : layoutDiagram(model, width / zoom)), [model, width, zoom]);
  const lit = isOverlayStale ? undefined : overlay;
  const atCursor = useNodeAtCursor(model);
  useEffect(() => {
    const chosen = view.current?.querySelector('[data-match="longest match"]');
    if (lit !== undefined) chosen?.scrollIntoView({ block: "nearest" });
  }, [lit]);
  return (
    <div ref={view} className={classNames(styles.view, isOld && styles.old)}>
      {diagram !== undefined && (
        <div className={styles.sizer} style={{ height: diagram.height * zoom }}>
          <div
            className={styles.canvas}
            style={{
              width: diagram.width,
              height: diagram.height,
              transform: zoom === 1 ? undefined : `scale(${zoom})`,
            }}
          >
            <Lines diagram={diagram} overlay={lit} />
            {diagram.listeners.map(({ id, x, y, width: boxWidth, height, takesEverything, exit }) => (
              <Fragment key={id}>
                <p
                  className={classNames(styles.listener, lit?.listener === id && styles.asked)}
                  style={{ left: x, top: y, width: boxWidth, height }}
                  title={
                    takesEverything ? `${id}: every name finds a block` : `${id}: names outside its zones are REFUSED`
                  }
                >
                  {id}
                </p>
                {exit !== undefined && (
                  <span
                    className={classNames(styles.end, styles.code)}
                    style={{ left: exit.x, top: exit.y, width: exit.width, height: exit.height }}
                  >
                    no match → REFUSED
                  </span>
                )}
              </Fragment>
            ))}
            {diagram.blocks.map((placed) => (
              <BlockCard
                key={placed.block.id}
                placed={placed}
                overlay={lit}
                atCursor={atCursor?.startsWith(`${placed.block.id}/`) ? atCursor : undefined}
              />
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

/** The inner width of an element, 0 before it is known. */
function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

function Lines({ diagram, overlay }: { readonly diagram: Diagram; readonly overlay: DetailedOverlay | undefined }) {
  return (
    <svg className={styles.lines} width={diagram.width} height={diagram.height} aria-hidden="true" focusable="false">
      <defs>
        <marker
          id="chain-arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerUnits="userSpaceOnUse"
          markerWidth="9"
          markerHeight="9"
          orient="auto"
        >
          <path d="M1 1l6 3-6 3Z" className={styles.head} />
        </marker>
        <marker
          id="chain-arrow-lit"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerUnits="userSpaceOnUse"
          markerWidth="9"
          markerHeight="9"
          orient="auto"
        >
          <path d="M1 1l6 3-6 3Z" className={styles.litHead} />
        </marker>
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
      {diagram.edges.map((edge) => {
        const isLit = isEdgeLit(edge, overlay);
        const end = edge.kind === "ends" ? "chain-stop" : isLit ? "chain-arrow-lit" : "chain-arrow";
        return (
          <path
            key={edge.id}
            d={edge.path}
            className={classNames(
              styles.edge,
              styles[edge.kind],
              isLit && styles.lit,
              overlay !== undefined && !isLit && styles.dim,
            )}
            markerEnd={edge.kind === "listens" || edge.kind === "asks" ? undefined : `url(#${end})`}
          />
        );
      })}
    </svg>
  );
}

/** True when the question went over this line. */
function isEdgeLit({ kind, from, to }: PlacedEdge, overlay: DetailedOverlay | undefined): boolean {
  if (overlay === undefined) return false;
  if (kind === "listens") return overlay.listener === from && overlay.blocks.get(to)?.match === "longest match";
  if (kind === "asks") return overlay.asked.has(to);
  if (kind === "links" || kind === "circles") return overlay.asked.has(from);
  const left = overlay.nodes.get(from)?.turns.length ?? 0;
  const right = overlay.nodes.get(to)?.turns.length ?? 0;
  return left > 0 && right > 0;
}
