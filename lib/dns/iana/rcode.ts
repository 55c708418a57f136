/** Response codes (RFC 6895 section 2.3), with the extended ones that need an OPT record or a TSIG record. */

/** Number of each response code. BADSIG and BADVERS share 16. */
export const Rcode = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
  YXRRSET: 7,
  NXRRSET: 8,
  NOTAUTH: 9,
  NOTZONE: 10,
  DSOTYPENI: 11,
  BADSIG: 16,
  BADVERS: 16,
  BADKEY: 17,
  BADTIME: 18,
  BADMODE: 19,
  BADNAME: 20,
  BADALG: 21,
  BADTRUNC: 22,
  BADCOOKIE: 23,
} as const;

/** A registered response code. */
export type Rcode = (typeof Rcode)[keyof typeof Rcode];

const registered = Object.entries(Rcode).filter(([name]) => name !== "BADVERS");
const names: ReadonlyMap<number, string> = new Map(registered.map(([name, code]) => [code, name]));
/** NOTIMPL is an old spelling that CoreDNS still takes. */
const numbers: ReadonlyMap<string, number> = new Map<string, number>([...registered, ["NOTIMPL", Rcode.NOTIMP]]);

/** The name of a response code; empty for a code without one. 16 is `BADSIG`, as CoreDNS has it. */
export function rcodeName(code: number): string {
  return names.get(code) ?? "";
}

/** The name of a response code; `RCODE12` for a code without one, as in CoreDNS's logs and metrics. */
export function rcodeText(code: number): string {
  return names.get(code) ?? `RCODE${code}`;
}

/** The number of a response code written in capitals. */
export function rcodeByName(name: string): number | undefined {
  return numbers.get(name);
}
