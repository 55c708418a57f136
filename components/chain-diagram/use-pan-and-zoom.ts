/** Moving about in a drawing that is larger than its view: the browser scrolls, a scale zooms. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";

const LEAST = 0.25;
const MOST = 2;
/** One press of a button or key. */
const STEP = 1.2;
/** How far a press of an arrow goes, in CSS pixels. */
const PAN_STEP = 80;
/** So long after a press the browser may still be scrolling. */
const MOVING_MS = 400;

const within = (zoom: number): number => Math.min(MOST, Math.max(LEAST, Math.round(zoom * 1000) / 1000));

/** What buttons, keys and the wheel do. */
export interface PanAndZoom {
  readonly zoom: number;
  readonly canZoomIn: boolean;
  readonly canZoomOut: boolean;
  zoomIn(): void;
  zoomOut(): void;
  /** Back to 100 %. */
  reset(): void;
  /** The whole drawing, as far as that can be. */
  fit(): void;
  /** By so many steps to the right and down. */
  pan(right: number, down: number): void;
}

/** A point of the view that stays where it is, in pixels from its corner. */
interface Anchor {
  readonly x: number;
  readonly y: number;
  /** The scale before. */
  readonly from: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export function usePanAndZoom(view: RefObject<HTMLElement | null>, size: Size | undefined): PanAndZoom {
  const [zoom, setZoom] = useState(1);
  const anchor = useRef<Anchor>(undefined);
  const current = useRef(zoom);
  const zoomTo = useCallback(
    (wanted: number, at?: { readonly x: number; readonly y: number }) => {
      const element = view.current;
      const next = within(wanted);
      if (element === null || next === current.current) return;
      const { x, y } = at ?? { x: element.clientWidth / 2, y: element.clientHeight / 2 };
      anchor.current = { x, y, from: current.current };
      current.current = next;
      setZoom(next);
    },
    [view],
  );
  useLayoutEffect(() => {
    const element = view.current;
    const { current: kept } = anchor;
    anchor.current = undefined;
    if (element === null || kept === undefined) return;
    const grown = zoom / kept.from;
    element.scrollLeft = (element.scrollLeft + kept.x) * grown - kept.x;
    element.scrollTop = (element.scrollTop + kept.y) * grown - kept.y;
  }, [zoom, view]);
  const pan = usePanning(view);
  useWheelZoom(view, current, zoomTo);
  useDragging(view);
  const actions = useMemo(
    () => ({
      zoomIn: () => zoomTo(current.current * STEP),
      zoomOut: () => zoomTo(current.current / STEP),
      reset: () => zoomTo(1),
      fit: () => {
        const element = view.current;
        if (element === null || size === undefined) return;
        zoomTo(Math.min(1, element.clientWidth / size.width, element.clientHeight / size.height));
        element.scrollTo({ left: 0, top: 0 });
      },
      pan,
    }),
    [zoomTo, view, size, pan],
  );
  return { zoom, canZoomIn: zoom < MOST, canZoomOut: zoom > LEAST, ...actions };
}

/** A press while the last one still moves goes on from where that one ends, so that a key that is held loses no step. */
function usePanning(view: RefObject<HTMLElement | null>): PanAndZoom["pan"] {
  const goal = useRef({ left: 0, top: 0, atMs: Number.NEGATIVE_INFINITY });
  return useCallback(
    (right, down) => {
      const element = view.current;
      if (element === null) return;
      const nowMs = performance.now();
      const isMoving = nowMs - goal.current.atMs < MOVING_MS;
      const { left: x, top: y } = isMoving ? goal.current : { left: element.scrollLeft, top: element.scrollTop };
      const left = between(x + right * PAN_STEP, element.scrollWidth - element.clientWidth);
      const top = between(y + down * PAN_STEP, element.scrollHeight - element.clientHeight);
      goal.current = { left, top, atMs: nowMs };
      element.scrollTo({ left, top, behavior: gentle() });
    },
    [view],
  );
}

const between = (place: number, most: number): number => Math.max(0, Math.min(most, place));

/** Smooth, unless the user wants no motion. */
export function gentle(): ScrollBehavior {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

/** The wheel scrolls by itself; with Ctrl (or ⌘), as pinching does, it zooms where the pointer is. */
function useWheelZoom(
  view: RefObject<HTMLElement | null>,
  current: RefObject<number>,
  zoomTo: (zoom: number, at: { readonly x: number; readonly y: number }) => void,
): void {
  useEffect(() => {
    const element = view.current;
    if (element === null) return undefined;
    const turn = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      zoomTo(current.current * Math.exp(-event.deltaY * 0.002), at);
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [view, current, zoomTo]);
}

/** A mouse takes hold of the ground and moves the drawing; fingers scroll by themselves. */
function useDragging(view: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = view.current;
    if (element === null) return undefined;
    let isHeld = false;
    const take = (event: PointerEvent): void => {
      const isGround = event.target instanceof Element && event.target.closest("button") === null;
      if (event.pointerType !== "mouse" || event.button !== 0 || !isGround) return;
      // The scroll bars are of the element itself, beyond its client area.
      if (event.offsetX > element.clientWidth && event.target === element) return;
      isHeld = true;
      element.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent): void => {
      if (isHeld) element.scrollBy(-event.movementX, -event.movementY);
    };
    const leave = (): void => {
      isHeld = false;
    };
    element.addEventListener("pointerdown", take);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", leave);
    element.addEventListener("pointercancel", leave);
    return () => {
      element.removeEventListener("pointerdown", take);
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", leave);
      element.removeEventListener("pointercancel", leave);
    };
  }, [view]);
}
