/** Names as keys of etcd and back: the labels of a name from right to left, below a path (CoreDNS, etcd/msg/path.go). */
import { labels, type Name, ROOT, readName } from "../../dns/name/name.ts";
import { cleanPath } from "../../go/path.ts";

/** Where a name is looked up. */
export interface AskedKey {
  /** The key, without a slash at its end; of a name with a wildcard only what stands before that. */
  readonly key: string;
  /** The parts of the whole name's key when it has a wildcard; undefined without one. */
  readonly pattern: readonly string[] | undefined;
}

/** The key of a name (CoreDNS, PathWithWildcard). */
export function keyOfName(name: Name, path: string): AskedKey {
  const parts = labels(name).reverse();
  const wildcard = parts.findIndex(isWildcard);
  if (wildcard < 0) return { key: joined(path, parts), pattern: undefined };
  return { key: joined(path, parts.slice(0, wildcard)), pattern: joined(path, parts).split("/") };
}

/** True when the key begins with these parts, of which wildcards stand for any. */
export function matchesPattern(key: string, pattern: readonly string[]): boolean {
  const parts = key.split("/");
  return pattern.every((wanted, index) => index < parts.length && (isWildcard(wanted) || parts[index] === wanted));
}

/** The name that a key stands for, whatever the first part of its path is (CoreDNS, Domain). */
export function nameOfKey(key: string): Name {
  const parts = (key.endsWith("/") ? key.slice(0, -1) : key).split("/").slice(2).reverse();
  return readName(`${parts.join(".")}.`) ?? ROOT;
}

function isWildcard(label: string): boolean {
  return label === "*" || label === "any";
}

function joined(path: string, parts: readonly string[]): string {
  return cleanPath(["", path, ...parts].join("/"));
}
