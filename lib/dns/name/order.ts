/** The canonical order of names (RFC 4034 section 6.1): by labels from the right, each as octets in lower case. */
import { readEscapes } from "../text/escape.ts";
import { type CanonicalName, labels } from "./name.ts";

/** Negative when `a` comes before `b` in canonical order, 0 when they are the same name, else positive. */
export function compareNames(a: CanonicalName, b: CanonicalName): number {
  if (a === b) return 0;
  const left = labels(a).reverse();
  const right = labels(b).reverse();
  for (const [level, label] of left.entries()) {
    const other = right[level];
    if (other === undefined) break;
    const order = compareLabels(label, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Octet strings compare by code unit, which is by octet; a label that is the start of another comes first. */
function compareLabels(a: string, b: string): number {
  const [left, right] = [readEscapes(a), readEscapes(b)];
  return left < right ? -1 : Number(left > right);
}
