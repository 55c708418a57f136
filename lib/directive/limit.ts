/** Limits of listeners: properties of one whole number that a block may set once (CoreDNS, plugins https, quic, ...). */
import { one } from "./argument.ts";
import { position } from "./complaint.ts";
import { where } from "./kind.ts";
import { count } from "./kinds/number.ts";
import { type OncePerBlock, property } from "./property.ts";

/** How a limit is read. */
export interface LimitOptions {
  readonly summary: string;
  /** The smallest number that is taken: 0 stands for no limit. */
  readonly least: 0 | 1;
  /** The largest number that is taken. */
  readonly most?: number;
}

/** A limit of that name, in the words that CoreDNS has for it. */
export function limit(name: string, { summary, least, most = Number.POSITIVE_INFINITY }: LimitOptions) {
  const sort = least === 0 ? "a non-negative" : "a positive";
  const number = where(
    count,
    (value) => {
      if (value < least) return position(`${name} must be ${sort} integer: ${value}`);
      return value > most ? position(`${name} must not exceed ${most}: ${value}`) : undefined;
    },
    { expects: least === 0 ? "a whole number, 0 for no limit" : "a whole number, 1 or more" },
  );
  const repeat: OncePerBlock = { once: position(`${name} already defined for this server block`), said: "after" };
  return property({
    summary,
    args: { value: one(number, { says: position(`invalid ${name} value '{value}': {error}`) }) },
    repeat,
  });
}
