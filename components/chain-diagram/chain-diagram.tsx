/** The chain as a picture: boxes are buttons over one layer of lines. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Heat, heatFigures } from "../../lib/diagram/heat.ts";
import { type ChainOrder, layoutDiagram } from "../../lib/diagram/layout.ts";
import type { Diagram, PlacedEdge } from "../../lib/diagram/placed.ts";
import { viewTurns } from "../../lib/diagram/zone-tree.ts";
import { writeMicroseconds } from "../../lib/studio/answers/reply-words.ts";
import { classNames } from "../ui/class-names.ts";
import { BlockCard } from "./block-card.tsx";
import styles from "./chain-diagram.module.css";
import { DiagramControls } from "./diagram-controls.tsx";
import { pressInDiagram } from "./diagram-keys.ts";
import { Lines } from "./lines.tsx";
import { ListenerColumn } from "./listener-column.tsx";
import { MINIMAP_FROM, Minimap } from "./minimap.tsx";
import type { Chain } from "./use-chain.ts";
import { useNodeAtCursor } from "./use-node-at-cursor.ts";
import { gentle, usePanAndZoom } from "./use-pan-and-zoom.ts";

interface ChainDiagramProps {
  readonly chain: Chain;
  readonly heat: Heat | undefined;
  readonly order: ChainOrder;
  readonly folded: ReadonlySet<string>;
  readonly onFold: (id: string, isFolded: boolean) => void;
}

export function ChainDiagram({ chain, heat, order, folded, onFold }: ChainDiagramProps) {
  const { model, overlay, isOverlayStale, isOld } = chain;
  const view = useRef<HTMLDivElement>(null);
  const width = useWidth(view);
  const figures = useMemo(() => figuresOf(heat), [heat]);
  const diagram = useMemo(
    () => (width === 0 ? undefined : layoutDiagram(model, width, { order, folded, figures })),
    [model, width, order, folded, figures],
  );
  const edges = useMemo(() => edgesByBlock(diagram), [diagram]);
  const turns = useMemo(() => viewTurns(model.blocks), [model]);
  const move = usePanAndZoom(view, diagram);
  const lit = isOverlayStale ? undefined : overlay;
  const atCursor = useNodeAtCursor(model);
  useEffect(() => {
    const chosen = view.current?.querySelector('[data-match="longest match"]');
    if (lit !== undefined) chosen?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [lit]);
  const showBlock = useCallback((id: string) => {
    const title = view.current?.querySelector<HTMLElement>(`[data-block="${id}"]`);
    title?.scrollIntoView({ block: "start", inline: "nearest", behavior: gentle() });
    title?.focus({ preventScroll: true });
  }, []);
  const plugins = model.blocks.reduce((sum, block) => sum + block.chain.length + block.outside.length, 0);
  return (
    <div className={classNames(styles.frame, isOld && styles.old)}>
      <div className={styles.middle}>
        {/* biome-ignore lint/a11y/useSemanticElements: a group of the boxes in it, not of fields */}
        <div
          ref={view}
          className={styles.view}
          role="group"
          aria-label="Diagram: plus, minus and 0 zoom, arrows move"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys, which also zoom it
          tabIndex={0}
          onKeyDown={(event) => pressInDiagram(event, move)}
        >
          {diagram !== undefined && (
            <div
              className={styles.sizer}
              style={{ width: diagram.width * move.zoom, height: diagram.height * move.zoom }}
            >
              <div
                className={styles.canvas}
                style={{
                  width: diagram.width,
                  height: diagram.height,
                  transform: move.zoom === 1 ? undefined : `scale(${move.zoom})`,
                }}
              >
                <Lines edges={edges.get(OVER_ALL) ?? NO_EDGES} diagram={diagram} overlay={lit} />
                <ListenerColumn listeners={diagram.listeners} overlay={lit} onShow={showBlock} />
                {diagram.blocks.map((placed) => (
                  <BlockCard
                    key={placed.block.id}
                    placed={placed}
                    edges={edges.get(placed.block.id) ?? NO_EDGES}
                    overlay={lit}
                    heat={heat}
                    figures={figures}
                    order={order}
                    turn={turns.get(placed.block.id)}
                    atCursor={atCursor?.startsWith(`${placed.block.id}/`) ? atCursor : undefined}
                    onFold={onFold}
                  />
                ))}
              </div>
            </div>
          )}
        </div>
        {diagram !== undefined && plugins > MINIMAP_FROM && (
          <Minimap diagram={diagram} overlay={lit} view={view} zoom={move.zoom} />
        )}
      </div>
      <DiagramControls move={move} isLarger={diagram !== undefined && isLarger(view.current, diagram, move.zoom)} />
    </div>
  );
}

const NO_EDGES: readonly PlacedEdge[] = [];
/** In the place of a block: lines from and to listeners. */
const OVER_ALL = "";
const BETWEEN: ReadonlySet<PlacedEdge["kind"]> = new Set(["listens", "links", "circles"]);

function edgesByBlock(diagram: Diagram | undefined): ReadonlyMap<string, readonly PlacedEdge[]> {
  return Map.groupBy(diagram?.edges ?? [], ({ kind, block }) => (BETWEEN.has(kind) ? OVER_ALL : block));
}

/** The second line of each node that ran. */
export function figuresOf(heat: Heat | undefined): ReadonlyMap<string, string> | undefined {
  if (heat === undefined) return undefined;
  return new Map([...heat.nodes].map(([id, node]) => [id, heatFigures(node, writeMicroseconds)]));
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function isLarger(view: HTMLElement | null, { width, height }: Size, zoom: number): boolean {
  return view !== null && (width * zoom > view.clientWidth + 1 || height * zoom > view.clientHeight + 1);
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
