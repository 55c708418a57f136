/** The Corefile as CoreDNS reads it, each line with the object and key that it comes from. */
import type { EffectiveLine } from "../../lib/kubernetes/effective-corefile.ts";
import styles from "./exchange.module.css";

export function EffectiveLines({ lines }: { readonly lines: readonly EffectiveLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard.
    <section className={styles.text} aria-label="Effective Corefile" tabIndex={0}>
      <table className={styles.lines}>
        <thead>
          <tr>
            <th scope="col">Corefile</th>
            <th scope="col">comes from</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ text, object, key, line }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
            <tr key={index}>
              <td>{text}</td>
              <td className={styles.origin} title={object}>
                {`${shortName(object)} ${key}:${line}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The name without kind and namespace: the key beside it says the rest. */
const shortName = (object: string): string => object.replace(/^(?:ConfigMap|HelmChartConfig) (?:[^/ ]+\/)?/, "");
