/** The name of an object among those of its kind: namespace and name; the namespace is empty for what has none. */
export function objectKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
