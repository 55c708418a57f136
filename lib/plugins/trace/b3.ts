/** The trace of a client, out of the headers of its HTTP request (openzipkin/b3-propagation). */

/** Where a client's trace is. */
export interface RemoteSpan {
  /** 16 or 32 hexadecimal digits; undefined when only the decision is told. */
  readonly traceId: string | undefined;
  readonly id: string | undefined;
  readonly parentId: string | undefined;
  /** Whether it is sampled; undefined when that is left to us. */
  readonly sampled: boolean | undefined;
  readonly debug: boolean;
}

const SINGLE =
  /^(?<trace>[0-9a-f]{16}(?:[0-9a-f]{16})?)-(?<span>[0-9a-f]{16})(?:-(?<sampling>[01d])(?:-(?<parent>[0-9a-f]{16}))?)?$/i;
const LONGEST_ID = 16;

/** Reads `b3`, else the `x-b3-` headers; undefined when they make no sense, or there are none. */
export function readB3(headers: Readonly<Record<string, string>>): RemoteSpan | undefined {
  return readSingle(headers.b3 ?? "") ?? readSeveral(headers);
}

function readSingle(header: string): RemoteSpan | undefined {
  if (/^[01d]$/.test(header)) return remote({ sampling: header });
  const groups = SINGLE.exec(header)?.groups;
  if (groups === undefined) return undefined;
  const { trace, span, sampling, parent } = groups;
  return remote({ trace, span, sampling, parent });
}

function readSeveral(headers: Readonly<Record<string, string>>): RemoteSpan | undefined {
  const header = (name: string): string => headers[`x-b3-${name}`] ?? "";
  const sampling = SAMPLINGS[header("sampled").toLowerCase()];
  const [trace, span, parent] = [header("traceid"), header("spanid"), header("parentspanid")];
  const isBroken = sampling === undefined || (trace === "") !== (span === "") || (parent !== "" && trace === "");
  if (isBroken || !isId(trace, 2 * LONGEST_ID) || !isId(span, LONGEST_ID) || !isId(parent, LONGEST_ID))
    return undefined;
  const decision = header("flags") === "1" ? "d" : sampling;
  return trace === "" && decision === "" ? undefined : remote({ trace, span, parent, sampling: decision });
}

const SAMPLINGS: Readonly<Record<string, string>> = { "": "", "0": "0", "1": "1", false: "0", true: "1" };

function isId(text: string, longest: number): boolean {
  return text.length <= longest && /^[0-9a-f]*$/i.test(text);
}

interface Words {
  readonly trace?: string | undefined;
  readonly span?: string | undefined;
  readonly parent?: string | undefined;
  readonly sampling?: string | undefined;
}

function remote({ trace = "", span = "", parent = "", sampling = "" }: Words): RemoteSpan {
  return {
    traceId: trace === "" ? undefined : padded(trace, trace.length > LONGEST_ID ? 2 * LONGEST_ID : LONGEST_ID),
    id: span === "" ? undefined : padded(span, LONGEST_ID),
    parentId: parent === "" ? undefined : padded(parent, LONGEST_ID),
    sampled: sampling === "0" ? false : sampling === "1" ? true : undefined,
    debug: sampling === "d",
  };
}

function padded(id: string, length: number): string {
  return id.toLowerCase().padStart(length, "0");
}
