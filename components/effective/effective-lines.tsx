/** The Corefile as CoreDNS reads it, line by line, each with where it comes from. */
import { type KeyboardEvent, useState } from "react";
import styles from "./effective-lines.module.css";

/** A line and its origin in words. */
export interface ShownLine {
  readonly text: string;
  /** Empty for what stands nowhere. */
  readonly origin: string;
  /** The origin in full, where it is shortened. */
  readonly fullOrigin?: string;
  /** Leads to where the line stands. */
  readonly open?: (() => void) | undefined;
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Lines that lead somewhere are one stop of Tab; arrow keys go from one to the next. */
export function EffectiveLines({ lines }: { readonly lines: readonly ShownLine[] }) {
  const [current, setCurrent] = useState(0);
  const places = lines.flatMap(({ open }, index) => (open === undefined ? [] : [index]));
  const stop = places.includes(current) ? current : places[0];
  const move = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
    const step = STEPS[event.key];
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const at = buttons.findIndex((button) => button.matches(":focus"));
    if (step === undefined || at < 0) return;
    event.preventDefault();
    buttons[step(at, buttons.length)]?.focus();
  };
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">Corefile</th>
          <th scope="col">comes from</th>
        </tr>
      </thead>
      <tbody onKeyDown={move}>
        {lines.map(({ text, origin, fullOrigin, open }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
          <tr key={index}>
            <td>
              {open === undefined ? (
                text
              ) : (
                <button
                  type="button"
                  className={styles.line}
                  tabIndex={index === stop ? 0 : -1}
                  data-pane-focus={index === stop ? "" : undefined}
                  onFocus={() => setCurrent(index)}
                  onClick={open}
                >
                  {text}
                </button>
              )}
            </td>
            <td className={styles.origin} title={fullOrigin}>
              {origin}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
