/** Keys of the diagram, while it has the focus: + − 0 zoom, arrows pan, and from a box they go to the next one. */
import type { KeyboardEvent } from "react";
import type { PanAndZoom } from "./use-pan-and-zoom.ts";

const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Does what a key stands for. */
export function pressInDiagram(event: KeyboardEvent<HTMLElement>, move: PanAndZoom): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (press(event, move)) event.preventDefault();
}

function press({ key, target, currentTarget }: KeyboardEvent<HTMLElement>, move: PanAndZoom): boolean {
  if (key === "+" || key === "=") move.zoomIn();
  else if (key === "-") move.zoomOut();
  else if (key === "0") move.reset();
  else if (key === "f") move.fit();
  else return arrow(key, { target, view: currentTarget, move });
  return true;
}

interface Focus {
  readonly target: EventTarget;
  readonly view: HTMLElement;
  readonly move: PanAndZoom;
}

function arrow(key: string, { target, view, move }: Focus): boolean {
  const way = ARROWS[key];
  if (way === undefined) return false;
  if (target === view) {
    move.pan(...way);
    return true;
  }
  if (!(target instanceof HTMLElement)) return false;
  const goal = way[1] === 0 ? besideIt(target, view, way[0]) : inOtherBlock(target, view, way[1]);
  goal?.focus();
  return goal !== undefined;
}

/** On the button that folds a block ← and → fold and unfold; elsewhere they go to the box before or behind. */
function besideIt(target: HTMLElement, view: HTMLElement, way: number): HTMLElement | undefined {
  const isOpen = target.getAttribute("aria-expanded");
  if (isOpen !== null && (isOpen === "true") === way < 0) {
    target.click();
    return target;
  }
  const all = [...view.querySelectorAll<HTMLElement>("button")];
  return all[all.indexOf(target) + way];
}

function inOtherBlock(target: HTMLElement, view: HTMLElement, way: number): HTMLElement | undefined {
  const sections = [...view.querySelectorAll<HTMLElement>("section")].filter(
    (one) => one.querySelector("button") !== null,
  );
  const own = sections.findIndex((one) => one.contains(target));
  return sections[own + way]?.querySelector<HTMLElement>("button") ?? undefined;
}
