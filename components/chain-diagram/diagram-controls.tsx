/** Buttons for what keys and the wheel do: zoom, fit, and moving about. */
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Maximize, Minus, Plus } from "lucide-react";
import { IconButton } from "../ui/button.tsx";
import styles from "./diagram-controls.module.css";
import type { PanAndZoom } from "./use-pan-and-zoom.ts";

interface DiagramControlsProps {
  readonly move: PanAndZoom;
  /** Whether there is more than fits. */
  readonly isLarger: boolean;
}

export function DiagramControls({ move, isLarger }: DiagramControlsProps) {
  return (
    <div className={styles.bar} role="toolbar" aria-label="Zoom and move">
      <IconButton label="Smaller" keys="−" disabled={!move.canZoomOut} onClick={move.zoomOut}>
        <Minus size={15} aria-hidden />
      </IconButton>
      <button type="button" className={styles.percent} title="Back to 100 % (0)" onClick={move.reset}>
        {Math.round(move.zoom * 100)} %
      </button>
      <IconButton label="Larger" keys="+" disabled={!move.canZoomIn} onClick={move.zoomIn}>
        <Plus size={15} aria-hidden />
      </IconButton>
      <IconButton label="Fit into the view" keys="F" onClick={move.fit}>
        <Maximize size={14} aria-hidden />
      </IconButton>
      {isLarger && (
        <>
          <IconButton label="Move left" keys="←" onClick={() => move.pan(-1, 0)}>
            <ArrowLeft size={14} aria-hidden />
          </IconButton>
          <IconButton label="Move up" keys="↑" onClick={() => move.pan(0, -1)}>
            <ArrowUp size={14} aria-hidden />
          </IconButton>
          <IconButton label="Move down" keys="↓" onClick={() => move.pan(0, 1)}>
            <ArrowDown size={14} aria-hidden />
          </IconButton>
          <IconButton label="Move right" keys="→" onClick={() => move.pan(1, 0)}>
            <ArrowRight size={14} aria-hidden />
          </IconButton>
        </>
      )}
    </div>
  );
}
