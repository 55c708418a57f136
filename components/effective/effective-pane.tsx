/** The Corefile with imports, snippets and variables in their places, and the way to where each line stands. */
import { useMemo, useState } from "react";
import { effectiveText, type OriginLine } from "../../lib/language/effective.ts";
import { CopyButton } from "../share/copy-button.tsx";
import { useActions } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { Banner, Empty, Pane } from "../ui/pane.tsx";
import { EffectiveLines, type ShownLine } from "./effective-lines.tsx";
import styles from "./effective-pane.module.css";
import { type Effective, useEffective } from "./use-effective.ts";

/** So many lines are put on the screen at once. */
const MOST_SHOWN = 500;

export function EffectivePane() {
  const effective = useEffective();
  return (
    <Pane title="Effective Corefile" pane="effective" hasQuietHeading>
      <div className={styles.view}>
        <Refused effective={effective} />
        <Lines effective={effective} />
      </div>
    </Pane>
  );
}

function Refused({ effective: { problem, lines } }: { readonly effective: Effective }) {
  const { revealPlace } = useActions();
  if (problem === undefined) return null;
  const { range, message } = problem;
  return (
    <Banner
      tone="warning"
      action={
        <Button onClick={() => void revealPlace(range, { focus: true })}>
          {range.file}:{range.start.line}
        </Button>
      }
    >
      {lines === undefined
        ? "CoreDNS refuses this text: "
        : "CoreDNS refuses this text. These are the lines of the last one that it reads: "}
      <code>{message}</code>
    </Banner>
  );
}

function Lines({ effective }: { readonly effective: Effective }) {
  const { lines, problem, isLookedAt } = effective;
  const [most, setMost] = useState(MOST_SHOWN);
  const { revealPlace } = useActions();
  const shown = useMemo(() => {
    const open = (from: OriginLine["from"]) => from && (() => void revealPlace(from, { focus: true }));
    return lines?.slice(0, most).map(
      ({ text, from, by }): ShownLine => ({
        text,
        origin: originInWords({ from, by }),
        open: problem === undefined ? open(from) : undefined,
      }),
    );
  }, [lines, most, problem, revealPlace]);
  if (lines === undefined || shown === undefined) {
    if (problem !== undefined) return null;
    return <Empty>{isLookedAt ? "Open the Corefile to see it as CoreDNS reads it." : "Reading…"}</Empty>;
  }
  const left = lines.length - shown.length;
  return (
    <>
      <div className={styles.top}>
        <p>{whatIsInPlace(effective)}</p>
        <CopyButton label="Copy as text" text={() => effectiveText(lines)} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard. */}
      <section className={styles.lines} data-old={problem !== undefined} aria-label="Lines" tabIndex={0}>
        <EffectiveLines lines={shown} />
      </section>
      {left > 0 && (
        <div className={styles.more}>
          <p>{left.toLocaleString("en")} more lines; a copy has them all.</p>
          <Button onClick={() => setMost(most + MOST_SHOWN)}>Show more</Button>
        </div>
      )}
    </>
  );
}

function whatIsInPlace({ hasImports, hasVariables }: Effective): string {
  if (hasImports) return "As CoreDNS reads it, with imports and variables in their places.";
  return hasVariables
    ? "As CoreDNS reads it, with variables in their places. Nothing is imported."
    : "Nothing is imported: it reads as it stands.";
}

function originInWords({ from, by }: Pick<OriginLine, "from" | "by">): string {
  if (from === undefined) return "";
  const place = `${from.file}:${from.start.line}`;
  return by === undefined ? place : `${place}, from import ${by.argument}, ${by.at.file}:${by.at.start.line}`;
}
