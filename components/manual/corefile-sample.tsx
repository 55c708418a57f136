/** A Corefile of the manual, in the colours of the editor. */
import { FIRST_LINE, type LineState, type LineToken, tokenizeLine } from "../../lib/language/tokenize-line.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { keyed } from "../../lib/studio/keyed.ts";
import styles from "./manual.module.css";

const NAMES: ReadonlySet<string> = new Set(directives.map(({ name }) => name));

export function CorefileSample({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <pre className={styles.block} tabIndex={0}>
      <code>
        {keyed(paintedLines(text), ({ line }) => line).map(({ key, item: { line, tokens } }) => (
          <span key={key}>
            <Line line={line} tokens={tokens} />
            {"\n"}
          </span>
        ))}
      </code>
    </pre>
  );
}

interface PaintedLine {
  readonly line: string;
  readonly tokens: readonly LineToken[];
}

function paintedLines(text: string): readonly PaintedLine[] {
  let state: LineState = FIRST_LINE;
  return text.split("\n").map((line) => {
    const { tokens, end } = tokenizeLine(line, state, (word) => NAMES.has(word));
    state = end;
    return { line, tokens };
  });
}

function Line({ line, tokens }: PaintedLine) {
  const first = tokens[0]?.start ?? line.length;
  return (
    <>
      {line.slice(0, first)}
      {tokens.map(({ start, kind }, index) => (
        <span key={start} data-word={kind === "" ? undefined : kind}>
          {line.slice(start, tokens[index + 1]?.start ?? line.length)}
        </span>
      ))}
    </>
  );
}
