/** The marks that NodeLocal DNSCache's manifest leaves in its Corefile; its installer and node-cache fill them in. */

/** A mark that a text has. */
export interface PillarMark {
  readonly mark: string;
  /** What it stands for. */
  readonly means: string;
  /** What goes in its place unless the user says otherwise: the value of Kubernetes' own manuals. */
  readonly usual: string;
}

const MARKS: readonly PillarMark[] = [
  { mark: "__PILLAR__DNS__DOMAIN__", means: "the cluster's domain", usual: "cluster.local" },
  { mark: "__PILLAR__LOCAL__DNS__", means: "the cache's own address on each node", usual: "169.254.20.10" },
  { mark: "__PILLAR__DNS__SERVER__", means: "the cluster IP of the Service kube-dns", usual: "10.96.0.10" },
  { mark: "__PILLAR__CLUSTER__DNS__", means: "the cluster IP of the Service kube-dns-upstream", usual: "10.96.0.11" },
  { mark: "__PILLAR__UPSTREAM__SERVERS__", means: "where all other names are asked", usual: "/etc/resolv.conf" },
];

/** The marks in a text, in the order of Kubernetes' manuals. */
export function pillarMarks(text: string): readonly PillarMark[] {
  return MARKS.filter(({ mark }) => text.includes(mark));
}

/** The text with its marks filled in. */
export function fillPillarMarks(text: string, values: Readonly<Record<string, string>> = {}): string {
  return pillarMarks(text).reduce((filled, { mark, usual }) => {
    const given = Object.hasOwn(values, mark) ? values[mark] : undefined;
    return filled.replaceAll(mark, () => given ?? usual);
  }, text);
}
