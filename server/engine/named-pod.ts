/** Pods by the words with which a person names one. */

/** A pod by its name; without one a pod of the namespace with the defaults. */
export interface NamedPod {
  readonly namespace: string;
  readonly name: string | undefined;
}

const POD = /^pod:([^/]+)(?:\/(.+))?$/;

/** `pod:NS/NAME` or `pod:NS`; undefined for anything else. */
export function podNamed(text: string): NamedPod | undefined {
  const [, namespace, name] = POD.exec(text) ?? [];
  return namespace === undefined ? undefined : { namespace, name };
}
