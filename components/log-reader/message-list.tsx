/** What went wrong: what each message means, the lines that it is about, and what to do. */
import { useMemo } from "react";
import { directives } from "../../lib/plugins/directives.gen.ts";
import type { Tone } from "../../lib/studio/answers/verdict.ts";
import type { Range } from "../../lib/text/position.ts";
import type { DecodedMessage } from "../../lib/traffic/decoded/message-table.ts";
import { MessagePlaces } from "../../lib/traffic/decoded/places.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { configurationOf } from "./configuration.ts";
import styles from "./log-reader.module.css";

/** What has no level ended CoreDNS before it served. */
function toneOf(level: string | undefined): Tone {
  if (level === "WARNING") return "warning";
  return level === "INFO" || level === "DEBUG" ? "neutral" : "bad";
}

export function MessageList({ messages }: { readonly messages: readonly DecodedMessage[] }) {
  const workspace = useStudio((state) => state.workspace);
  const places = useMemo(() => {
    const configuration = configurationOf(workspace);
    return configuration === undefined ? undefined : new MessagePlaces({ configuration, directives });
  }, [workspace]);
  if (messages.length === 0) return <p className={styles.hint}>No errors and no warnings.</p>;
  return (
    <>
      <h4 className={styles.heading}>What went wrong</h4>
      <ul className={styles.messages} aria-label="What went wrong">
        {messages.map((message) => (
          <MessageRow key={`${message.kind} ${message.text}`} message={message} places={places?.of(message) ?? []} />
        ))}
      </ul>
    </>
  );
}

function MessageRow({ message, places }: { readonly message: DecodedMessage; readonly places: readonly Range[] }) {
  const { count, level, meaning, advice, names, text } = message;
  const { revealPlace } = useActions();
  return (
    <li className={styles.message}>
      <div className={styles.meaning}>
        <Badge tone={toneOf(level)}>{count} ×</Badge>
        <span className={styles.sentence}>{meaning}</span>
      </div>
      {places.length > 0 && (
        <div className={styles.tools}>
          {places.map((place) => (
            <Button
              key={`${place.file}:${place.start.line}:${place.start.column}`}
              onClick={() => void revealPlace(place, { focus: true })}
            >
              {place.file}:{place.start.line}
            </Button>
          ))}
        </div>
      )}
      {advice !== "" && <p className={styles.hint}>{advice}</p>}
      <code className={styles.line}>{text}</code>
      {names.length > 0 && <p className={styles.hint}>For {names.join(", ")}</p>}
    </li>
  );
}
