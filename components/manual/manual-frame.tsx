/** What all pages of the manual have around them: the way back to the studio, and one column of text. */
import type { ReactNode } from "react";
import styles from "./manual.module.css";

export function ManualFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.page}>
      <nav className={styles.nav} aria-label="Corefile Studio">
        <a href="/">Corefile Studio</a>
        <a href="/plugins">Plugins</a>
      </nav>
      <main className={styles.main}>
        <h1 className={styles.title}>{title}</h1>
        {children}
      </main>
    </div>
  );
}
