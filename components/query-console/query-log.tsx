/** Every query that the engine served, from the page, dig or anybody: a row each, and why behind it. */
import { Copy } from "lucide-react";
import { useState } from "react";
import type { Listener } from "../../lib/api/engine.ts";
import type { QuerySummary } from "../../lib/api/events.ts";
import { askCommand, filterQueries, rcodeOfServed } from "../../lib/studio/answers/query-log.ts";
import { writeMilliseconds } from "../../lib/studio/answers/reply-words.ts";
import { rcodeTone } from "../../lib/studio/answers/verdict.ts";
import { useActions, useStudio, useStudioPage } from "../studio/store-context.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { TextField } from "../ui/field.tsx";
import { Empty } from "../ui/pane.tsx";
import styles from "./query-log.module.css";
import rows from "./query-rows.module.css";

/** More rows than anybody reads would make each query slow. */
const MAX_ROWS = 200;

export function QueryLog() {
  const queries = useStudio(({ log }) => log.queries);
  const listeners = useStudio(({ engine }) => engine.info?.listeners) ?? [];
  const [filter, setFilter] = useState("");
  const { clearQueries } = useActions();
  if (queries.length === 0) return <NothingServed listeners={listeners} />;
  const found = filterQueries(queries, filter);
  const shown = found.slice(-MAX_ROWS).toReversed();
  return (
    <section className={styles.view} aria-label="Queries">
      <div className={styles.top}>
        <TextField
          label="Filter"
          className={styles.filter}
          placeholder="name, type, code, plugin, listener; -word excludes"
          value={filter}
          onChange={({ target }) => setFilter(target.value)}
        />
        <span className={rows.faint} aria-live="polite">
          {shown.length < queries.length ? `${shown.length} of ${queries.length}` : countQueries(queries.length)}
        </span>
        <Button look="quiet" onClick={clearQueries}>
          Clear
        </Button>
      </div>
      {shown.length === 0 ? (
        <Empty action={<Button onClick={() => setFilter("")}>Show all</Button>}>
          No query matches all of these words.
        </Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        <ul className={styles.list} tabIndex={0} aria-label="Served queries, newest first">
          {shown.map((query) => (
            <QueryRow key={query.id} query={query} listener={listeners.find(({ label }) => label === query.listener)} />
          ))}
        </ul>
      )}
    </section>
  );
}

const countQueries = (count: number): string => (count === 1 ? "1 query" : `${count} queries`);

function NothingServed({ listeners }: { readonly listeners: readonly Listener[] }) {
  const page = useStudioPage();
  const dns = listeners.find(({ kind }) => kind === "dns");
  if (dns === undefined) return <Empty>No queries served yet.</Empty>;
  const command = askCommand({ name: "www.example.org", type: "A", class: "IN", transport: "udp" }, dns);
  return (
    <Empty action={<Button onClick={() => page.copy(command)}>Copy as dig</Button>}>
      No queries served yet. Ask here, or from a terminal: <code>{command}</code>
    </Empty>
  );
}

interface QueryRowProps {
  readonly query: QuerySummary;
  readonly listener: Listener | undefined;
}

function QueryRow({ query, listener }: QueryRowProps) {
  const selectedId = useStudio(({ answers }) => answers.selectedId);
  const { showServed } = useActions();
  const page = useStudioPage();
  const { name, type, answeredBy, client, transport, tookMicros, atMs, rcode } = query;
  const isSelected = selectedId === `served-${query.id}`;
  return (
    <li className={classNames(rows.item, isSelected && rows.selected)}>
      <button
        type="button"
        className={rows.row}
        aria-current={isSelected || undefined}
        onClick={() => void showServed(query)}
      >
        <time className={rows.faint}>{new Date(atMs).toLocaleTimeString([], { timeStyle: "medium" })}</time>
        <Badge tone={rcode === "" ? "bad" : rcodeTone(rcode)}>{rcodeOfServed(query)}</Badge>
        <code className={rows.name}>
          {name} {type}
        </code>
        <span className={rows.faint}>
          {answeredBy !== undefined && `by ${answeredBy}, `}
          {transport.toUpperCase()} from {client} at {query.listener}
        </span>
        <span className={rows.right}>{writeMilliseconds(tookMicros / 1000)}</span>
      </button>
      {listener !== undefined && (
        <IconButton label={`Copy ${name} ${type} as a command`} onClick={() => page.copy(askCommand(query, listener))}>
          <Copy size={14} aria-hidden />
        </IconButton>
      )}
    </li>
  );
}
