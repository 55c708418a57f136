/** The whole drawing in a narrow strip, with the part that is in view; a click goes there. */
import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { DetailedOverlay } from "../../lib/diagram/overlay-details.ts";
import type { Diagram } from "../../lib/diagram/placed.ts";
import { classNames } from "../ui/class-names.ts";
import styles from "./minimap.module.css";

/** Above this many plugins there is a minimap. */
export const MINIMAP_FROM = 20;
const WIDTH = 52;

interface MinimapProps {
  readonly diagram: Diagram;
  readonly overlay: DetailedOverlay | undefined;
  readonly view: RefObject<HTMLElement | null>;
  readonly zoom: number;
}

/** For the mouse only: keys scroll the drawing itself. */
export function Minimap({ diagram, overlay, view, zoom }: MinimapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const seen = useRef<HTMLDivElement>(null);
  const { width, height, blocks } = diagram;
  useEffect(() => {
    const element = view.current;
    if (element === null) return undefined;
    const show = (): void => {
      const box = seen.current;
      const strip = frame.current;
      if (box === null || strip === null) return;
      const share = (pixels: number, of: number): string => `${Math.min(100, (pixels / zoom / of) * 100)}%`;
      box.style.left = share(element.scrollLeft, width);
      box.style.top = share(element.scrollTop, height);
      box.style.width = share(element.clientWidth, width);
      box.style.height = share(element.clientHeight, height);
    };
    const observer = new ResizeObserver(show);
    observer.observe(element);
    element.addEventListener("scroll", show, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", show);
    };
  }, [view, zoom, width, height]);
  const go = (event: PointerEvent<HTMLDivElement>): void => {
    const element = view.current;
    if (element === null || event.buttons === 0) return;
    const { left, top, width: wide, height: high } = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - left) / wide) * width * zoom;
    const y = ((event.clientY - top) / high) * height * zoom;
    element.scrollTo({ left: x - element.clientWidth / 2, top: y - element.clientHeight / 2 });
  };
  return (
    <div className={styles.strip} aria-hidden="true" data-minimap>
      <div
        ref={frame}
        className={styles.frame}
        style={{ width: WIDTH, aspectRatio: `${width} / ${height}` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={go}
      >
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className={styles.picture}
          aria-hidden="true"
        >
          {blocks.map(({ block, x, y, width: wide, height: high }) => (
            <rect
              key={block.id}
              x={x}
              y={y}
              width={wide}
              height={high}
              className={classNames(
                styles.block,
                overlay?.blocks.get(block.id)?.match === "longest match" && styles.chosen,
              )}
            />
          ))}
        </svg>
        <div ref={seen} className={styles.seen} />
      </div>
    </div>
  );
}
