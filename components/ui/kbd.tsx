/** A key as it is written on the keyboard. */
import styles from "./kbd.module.css";

export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className={styles.key}>{keys}</kbd>;
}
