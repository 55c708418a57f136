/** The bytes of question and reply, as they went over the wire. */
import { selectedAnswer } from "../../lib/studio/answers/answers-slice.ts";
import { hexRows } from "../../lib/studio/answers/hex-rows.ts";
import { useStudio } from "../studio/store-context.tsx";
import { Empty } from "../ui/pane.tsx";
import styles from "./wire-view.module.css";

export function WireView() {
  const reply = useStudio(({ answers }) => selectedAnswer(answers)?.reply);
  if (reply === undefined) return <Empty>Ask a question to see its bytes.</Empty>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.view} aria-label="Wire" tabIndex={0}>
      <Bytes title="Question" hex={reply.asked.wireHex} />
      {reply.received.kind === "reply" && <Bytes title="Reply" hex={reply.received.wireHex} />}
    </section>
  );
}

function Bytes({ title, hex }: { readonly title: string; readonly hex: string }) {
  return (
    <div>
      <h3 className={styles.title}>
        {title} <span className={styles.faint}>{hex.length / 2} bytes</span>
      </h3>
      <pre className={styles.bytes}>
        {hexRows(hex).map(({ offset, bytes, text }) => (
          <span key={offset} className={styles.row}>
            <span className={styles.faint}>{offset}</span>
            <span>{bytes}</span>
            <span className={styles.soft}>{text}</span>
            {"\n"}
          </span>
        ))}
      </pre>
    </div>
  );
}
