/** What the user's own CoreDNS replied, beside what our engine did: the same, or what differs. */
import type { AskReply } from "../../lib/api/ask.ts";
import type { BesideBuiltIn as Beside } from "../../lib/api/coredns.ts";
import { differencesInWords, haveDifferences, repliesSideBySide } from "../../lib/behaviour-diff/replies.ts";
import { keyed } from "../../lib/studio/keyed.ts";
import { writePlace } from "../../lib/studio/trace.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Badge } from "../ui/badge.tsx";
import styles from "./beside-built-in.module.css";

interface BesideProps {
  readonly reply: AskReply;
  readonly beside: Beside;
}

export function BesideBuiltIn({ reply, beside }: BesideProps) {
  const { release, remarks, printed } = beside;
  return (
    <section className={styles.view} aria-label="CoreDNS and built-in">
      <Compared reply={reply} beside={beside} />
      {remarks.length > 0 && <Remarks remarks={remarks} />}
      {printed.length > 0 && (
        <details>
          <summary>What CoreDNS {release} printed</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <pre className={styles.printed} tabIndex={0}>
            {printed.join("\n")}
          </pre>
        </details>
      )}
    </section>
  );
}

function Compared({ reply, beside: { builtIn, because, release } }: BesideProps) {
  const ownRelease = useStudio(({ engine }) => engine.info?.release);
  if (builtIn === undefined) {
    return <p className={styles.line}>The built-in engine could not be asked{because && `: ${because}`}.</p>;
  }
  const rows = repliesSideBySide(builtIn.received, reply.received);
  const isDifferent = haveDifferences(rows);
  const [left, right] = [builtIn.answeredBy, reply.explanation?.answeredBy];
  const isOtherPlugin = left !== undefined && right !== undefined && left !== right;
  return (
    <>
      <p className={styles.line}>
        <Badge tone={isDifferent ? "warning" : "good"}>{isDifferent ? "differs" : "same as built-in"}</Badge>
        {isDifferent && (
          <span>
            CoreDNS {release} and built-in: {differencesInWords(rows)}.
          </span>
        )}
        {isDifferent && ownRelease !== undefined && ownRelease !== release && (
          <span>The built-in engine follows {ownRelease}, which may be why.</span>
        )}
      </p>
      {(isDifferent || isOtherPlugin) && (
        <table className={styles.table}>
          <thead>
            <tr>
              <td />
              <th scope="col">built-in</th>
              <th scope="col">coredns {release}</th>
            </tr>
          </thead>
          <tbody>
            {keyed(
              rows.filter(({ isSame }) => !isSame),
              ({ part, left: own, right: theirs }) => `${part} ${own} ${theirs}`,
            ).map(({ key, item: { part, left: own, right: theirs } }) => (
              <tr key={key}>
                <th scope="row">{part}</th>
                <td>{own === "" ? <Nothing /> : own}</td>
                <td>{theirs === "" ? <Nothing /> : theirs}</td>
              </tr>
            ))}
            {isOtherPlugin && (
              <tr>
                <th scope="row">answered by</th>
                <td>{left}</td>
                <td>{right}</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </>
  );
}

function Nothing() {
  return <span className={styles.nothing}>nothing</span>;
}

/** What it was given in another way than it stands in the text, with the lines. */
function Remarks({ remarks }: { readonly remarks: Beside["remarks"] }) {
  const { revealPlace } = useActions();
  return (
    <ul className={styles.remarks} aria-label="What CoreDNS was given otherwise">
      {remarks.map(({ message, range }) => (
        <li key={`${message} ${range.start.offset}`}>
          {message}{" "}
          <button type="button" className={styles.place} onClick={() => void revealPlace(range, { focus: true })}>
            {writePlace(range)}
          </button>
        </li>
      ))}
    </ul>
  );
}
