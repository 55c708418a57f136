/** What the caches of the configuration hold now, as time goes by. */
import type { ConditionsReply, HeldReplyInfo } from "../../lib/api/conditions.ts";
import { rcodeTone } from "../../lib/studio/answers/verdict.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { DomainName } from "../ui/domain-name.tsx";
import { Empty } from "../ui/pane.tsx";
import { ClockBar } from "./clock-bar.tsx";
import styles from "./conditions.module.css";
import { ConditionsFailure } from "./conditions-failure.tsx";
import { useConditions } from "./use-conditions.ts";

type Cache = ConditionsReply["caches"][number];

export function CacheView() {
  useConditions(true);
  const caches = useStudio(({ conditions }) => conditions.now?.caches);
  return (
    <section className={styles.view} aria-label="Cache">
      <ClockBar />
      <ConditionsFailure />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.list} tabIndex={0} aria-label="Held replies">
        {caches?.length === 0 && <Empty>No plugin cache stands in what serves: nothing is kept.</Empty>}
        {caches?.map((cache) => (
          <CacheTable key={`${placeOf(cache)} ${cache.zones.join(" ")}`} cache={cache} isOnly={caches.length === 1} />
        ))}
      </section>
    </section>
  );
}

function placeOf({ at }: Cache): string {
  return `${at.file}:${at.start.line}`;
}

function CacheTable({ cache, isOnly }: { readonly cache: Cache; readonly isOnly: boolean }) {
  const { revealPlace } = useActions();
  const { at, zones, total, newest } = cache;
  const place = placeOf(cache);
  return (
    <>
      <div className={styles.head}>
        <Button look="quiet" onClick={() => void revealPlace(at, { focus: true })}>
          cache of {zones.join(" ")} · {place}
        </Button>
        <span className={styles.faint}>{countEntries(total, newest.length)}</span>
      </div>
      {total === 0 ? (
        <p className={styles.hint}>
          {isOnly ? "Nothing is held yet. Ask a question that this cache answers." : "Nothing."}
        </p>
      ) : (
        <table className={styles.table}>
          <caption className="visually-hidden">
            What the cache of {zones.join(" ")} at {place} holds
          </caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Type</th>
              <th scope="col">Reply</th>
              <th scope="col" className={styles.number}>
                Age
              </th>
              <th scope="col" className={styles.number}>
                Left
              </th>
            </tr>
          </thead>
          <tbody>
            {newest.map((held) => (
              <HeldRow key={`${held.half} ${keyOf(held)}`} held={held} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function countEntries(total: number, shown: number): string {
  const all = total === 1 ? "1 entry" : `${total.toLocaleString("en")} entries`;
  return shown < total ? `${all}; the ${shown} youngest are shown` : all;
}

/** What an entry stands for: CoreDNS keeps another one for DO, and for CD. */
function keyOf({ name, type, class: qclass, dnssecOk, checkingDisabled }: HeldReplyInfo): string {
  return `${name} ${qclass} ${type} ${dnssecOk} ${checkingDisabled}`;
}

function HeldRow({ held }: { readonly held: HeldReplyInfo }) {
  const { name, type, rcode, half, records, ageSeconds, secondsLeft, dnssecOk, checkingDisabled } = held;
  const isExpired = secondsLeft <= 0;
  return (
    <tr className={classNames(isExpired && styles.expired)}>
      <td>
        <DomainName name={name} />
        {dnssecOk && <span className={styles.flag}>DO</span>}
        {checkingDisabled && <span className={styles.flag}>CD</span>}
      </td>
      <td className={styles.type}>{type}</td>
      <td>
        <Badge tone={half === "denial" && rcode === "NOERROR" ? "warning" : rcodeTone(rcode)}>
          {half === "denial" && rcode === "NOERROR" ? "NODATA" : rcode}
        </Badge>{" "}
        <span className={styles.faint}>{records === 1 ? "1 record" : `${records} records`}</span>
      </td>
      <td className={styles.number}>{ageSeconds} s</td>
      <td className={styles.number}>{isExpired ? "expired" : `${secondsLeft} s`}</td>
    </tr>
  );
}
