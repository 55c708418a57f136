/** One of the steps from a Corefile to a cluster. */
import type { ReactNode } from "react";
import styles from "./exchange.module.css";

export function Step({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <li className={styles.step}>
      <h3 className={styles.stepTitle}>{title}</h3>
      {children}
    </li>
  );
}
