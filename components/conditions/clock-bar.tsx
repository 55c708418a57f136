/** The engine's clock, and moving it ahead. */
import { type FormEvent, useState } from "react";
import { parseDuration } from "../../lib/go/duration.ts";
import { writeAhead } from "../../lib/studio/conditions-slice.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import styles from "./conditions.module.css";

const STEPS = ["10s", "1m", "1h"] as const;
const DAY_MS = 86_400_000;
/** What the server takes at once. */
const MOST_MS = 366 * DAY_MS;
const EXAMPLE = "Write a duration, for instance 90s, 5m or 1h30m.";

export function ClockBar() {
  const isServing = useStudio(({ engine }) => engine.info?.state === "serving");
  const aheadMs = useStudio(({ conditions }) => conditions.now?.aheadMs ?? 0);
  const { advanceClock } = useActions();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const move = (event: FormEvent): void => {
    event.preventDefault();
    const ms = durationMs(text);
    if (ms === undefined) setProblem(EXAMPLE);
    else {
      setText("");
      void advanceClock(ms);
    }
  };
  return (
    <fieldset className={styles.clock} disabled={!isServing}>
      <legend className="visually-hidden">Clock</legend>
      <span className={styles.time}>{aheadMs > 0 ? `Clock ${writeAhead(aheadMs)} ahead` : "Clock: the real time"}</span>
      {STEPS.map((step) => (
        <Button
          key={step}
          title={`Move the engine’s clock ahead by ${step}`}
          onClick={() => void advanceClock(durationMs(step) ?? 0)}
        >
          +{step}
        </Button>
      ))}
      <form className={styles.ahead} onSubmit={move}>
        <TextField
          label="Ahead by"
          className={styles.duration}
          placeholder="1h30m"
          isMono
          value={text}
          problem={problem}
          onChange={({ target }) => {
            setText(target.value);
            setProblem(undefined);
          }}
        />
        <Button type="submit">Move ahead</Button>
      </form>
    </fieldset>
  );
}

/** Milliseconds; undefined for what is no duration to move by. */
function durationMs(text: string): number | undefined {
  const read = parseDuration(text.trim());
  return read.ok && read.value.ms > 0 && read.value.ms <= MOST_MS ? read.value.ms : undefined;
}
