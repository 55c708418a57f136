/** From directive to handler. */
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createErratic } from "./handler.ts";

const EVERY_SECOND = 2;
const DEFAULT_DELAY_MS = 100;

export const setup = defineSetup(directive, (uses, { host }) => {
  const last = <T>(values: readonly (T | undefined)[]): T | undefined =>
    values.filter((value) => value !== undefined).at(-1);
  const drop = last(uses.map(({ properties }) => properties.drop?.args.amount?.value));
  const delay = last(uses.map(({ properties }) => properties.delay));
  const truncate = last(uses.map(({ properties }) => properties.truncate));
  const delayEvery = delay === undefined ? 0 : (delay.args.amount?.value ?? EVERY_SECOND);
  const truncateMask = truncate === undefined ? 0 : (truncate.args.amount?.value ?? EVERY_SECOND);
  // Other faults take the place of dropping, unless a number was given for it.
  const dropEvery = drop ?? (delayEvery > 0 || truncateMask > 0 ? 0 : EVERY_SECOND);
  return createErratic(
    {
      drop: dropEvery,
      delay: delayEvery,
      delayMs: delay?.args.duration?.value.ms ?? DEFAULT_DELAY_MS,
      truncate: truncateMask,
      large: uses.some(({ properties }) => properties.large !== undefined),
    },
    host.clock,
  );
});
