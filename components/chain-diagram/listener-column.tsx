/** The listeners of the diagram, and which zone of each leads to which block. */
import { memo } from "react";
import { isRowLit } from "../../lib/diagram/lit.ts";
import type { DetailedOverlay } from "../../lib/diagram/overlay-details.ts";
import type { PlacedListener, PlacedZoneRow } from "../../lib/diagram/placed.ts";
import { classNames } from "../ui/class-names.ts";
import { absolute } from "./absolute.ts";
import styles from "./chain-diagram.module.css";

interface ListenerColumnProps {
  readonly listeners: readonly PlacedListener[];
  readonly overlay: DetailedOverlay | undefined;
  /** Brings a block into view. */
  readonly onShow: (block: string) => void;
}

export const ListenerColumn = memo(function ListenerColumn({ listeners, overlay, onShow }: ListenerColumnProps) {
  return listeners.map(({ id, takesEverything, rows, ...box }) => (
    <section key={id} aria-label={`Which block: ${id}`}>
      <p
        className={classNames(styles.listener, overlay?.listener === id && styles.asked)}
        style={absolute(box)}
        title={takesEverything ? `${id}: every name finds a block` : `${id}: names outside its zones are REFUSED`}
      >
        {id}
      </p>
      {rows.map((row) => (
        <ZoneRowBox key={row.row.id} placed={row} isLit={isRowLit(row.row, overlay)} onShow={onShow} />
      ))}
    </section>
  ));
});

interface ZoneRowProps {
  readonly placed: PlacedZoneRow;
  readonly isLit: boolean;
  readonly onShow: (block: string) => void;
}

function ZoneRowBox({ placed: { row, ...box }, isLit, onShow }: ZoneRowProps) {
  const { kind, text, rest, words, block } = row;
  const look = classNames(styles.zoneRow, isLit && styles.litRow, kind === "else" && styles.elseRow);
  const inside = (
    <>
      <span className={styles.label}>{text}</span>
      {rest !== "" && <span className={styles.rest}>{rest}</span>}
    </>
  );
  if (block === undefined) {
    return (
      <p className={look} style={absolute(box)} title={words}>
        {inside}
      </p>
    );
  }
  return (
    <button
      type="button"
      className={look}
      style={absolute(box)}
      aria-label={words}
      title={words}
      onClick={() => onShow(block)}
    >
      {inside}
    </button>
  );
}
