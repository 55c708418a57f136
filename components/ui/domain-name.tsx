/** A domain name that a narrow column breaks at its dots; a label breaks only when it is too long by itself. */
import { Fragment } from "react";
import styles from "./domain-name.module.css";

/** A label that fits on a line of a phone stays whole; its hyphens are no places to break. */
const WHOLE_UP_TO = 40;

export function DomainName({ name }: { readonly name: string }) {
  const labels = name.split(/(?<=\.)(?=.)/);
  return labels.map((label, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: labels of one name may be the same, and stay in place
    <Fragment key={index}>
      {index > 0 && <wbr />}
      <span className={label.length <= WHOLE_UP_TO ? styles.whole : undefined}>{label}</span>
    </Fragment>
  ));
}
