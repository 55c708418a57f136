/** The pod's resolv.conf, each word with where it comes from. */
import type { PodResolvConfReply } from "../../lib/api/pod.ts";
import { useStudio } from "../studio/store-context.tsx";
import { DomainName } from "../ui/domain-name.tsx";
import styles from "./resolv-conf-view.module.css";

export function ResolvConfView() {
  const conf = useStudio(({ pod }) => pod.world?.conf);
  const asksHere = useStudio(({ pod }) => pod.world?.asksHere);
  return (
    <section className={styles.view} aria-label="resolv.conf of the pod">
      <h3 className={styles.heading}>resolv.conf the pod gets</h3>
      {conf === undefined ? <p className={styles.note}>Choose a pod, or describe one.</p> : <Lines conf={conf} />}
      {conf !== undefined && asksHere === false && (
        <p className={styles.warning}>
          {conf.servers[0] === undefined
            ? "The pod has no nameserver: it asks nobody."
            : `The pod asks ${conf.servers[0].value}, not this CoreDNS.`}
        </p>
      )}
      {conf?.notes.map((note) => (
        <p key={note} className={styles.warning}>
          {note}
        </p>
      ))}
    </section>
  );
}

function Lines({ conf }: { readonly conf: PodResolvConfReply }) {
  return (
    <table className={styles.lines}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Keyword</th>
          <th scope="col">Value</th>
          <th scope="col">Where it comes from</th>
        </tr>
      </thead>
      <tbody>
        <Words keyword="nameserver" words={conf.servers} repeats />
        <Words keyword="search" words={conf.searches} />
        <Words keyword="options" words={conf.options} />
      </tbody>
    </table>
  );
}

interface WordsProps {
  readonly keyword: string;
  readonly words: PodResolvConfReply["servers"];
  /** Whether each word has a line of its own in the file. */
  readonly repeats?: boolean;
}

function Words({ keyword, words, repeats = false }: WordsProps) {
  return words.map(({ value, origin }, at) => (
    <tr key={value}>
      <td className={styles.keyword}>{(at === 0 || repeats) && keyword}</td>
      <td className={styles.value}>
        <DomainName name={value} />
      </td>
      <td className={styles.origin}>{origin}</td>
    </tr>
  ));
}
