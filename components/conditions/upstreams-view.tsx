/** The servers that the configuration asks, how each is, and what it is made to do. */
import type { ConditionsReply, Fault } from "../../lib/api/conditions.ts";
import { faultInWords } from "../../lib/studio/conditions-slice.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/field.tsx";
import { Empty } from "../ui/pane.tsx";
import styles from "./conditions.module.css";
import { ConditionsFailure } from "./conditions-failure.tsx";
import { useConditions } from "./use-conditions.ts";

type Upstream = ConditionsReply["upstreams"][number];

/** What one may choose, worst last. */
const FAULTS: readonly Fault[] = [
  { kind: "lag", ms: 300 },
  { kind: "lag", ms: 3000 },
  { kind: "truncated" },
  { kind: "servfail" },
  { kind: "timeout" },
  { kind: "refused" },
];

export function UpstreamsView() {
  useConditions(true);
  const upstreams = useStudio(({ conditions }) => conditions.now?.upstreams);
  return (
    <section className={styles.view} aria-label="Upstreams">
      <ConditionsFailure />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.list} tabIndex={0} aria-label="Upstreams of what serves">
        {upstreams?.length === 0 && <Empty>What serves asks no upstream: no plugin forward stands in it.</Empty>}
        <ul>
          {upstreams?.map((upstream) => (
            <UpstreamRow key={`${upstream.at.file} ${upstream.at.start.line} ${upstream.name}`} upstream={upstream} />
          ))}
        </ul>
      </section>
    </section>
  );
}

function UpstreamRow({ upstream }: { readonly upstream: Upstream }) {
  const { setFault, revealPlace } = useActions();
  const { name, at, isUp, failedChecks, fault } = upstream;
  const chosen = fault === undefined ? "" : JSON.stringify(fault);
  return (
    <li className={styles.upstream}>
      <div className={styles.who}>
        <span className={styles.mono}>{name}</span>
        <Badge tone={isUp ? "good" : "bad"}>{isUp ? "up" : "down"}</Badge>
        {failedChecks > 0 && (
          <span className={styles.faint}>
            {failedChecks} failed {failedChecks === 1 ? "check" : "checks"}
          </span>
        )}
        <Button look="quiet" onClick={() => void revealPlace(at, { focus: true })}>
          {at.file}:{at.start.line}
        </Button>
      </div>
      <SelectField
        label={`${name}: what it does`}
        className={styles.fault}
        value={chosen}
        onChange={({ target }) =>
          void setFault(
            name,
            FAULTS.find((one) => JSON.stringify(one) === target.value),
          )
        }
      >
        <option value="">what it really does</option>
        {FAULTS.map((one) => (
          <option key={JSON.stringify(one)} value={JSON.stringify(one)}>
            {faultInWords(one)}
          </option>
        ))}
      </SelectField>
    </li>
  );
}
