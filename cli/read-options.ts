/** Reads a command line of switches, options with values, and words; options take one dash or two, `--` ends them. */
import { type UsageProblem, unknownOption } from "./usage.ts";

/** What was given. */
export interface GivenOptions {
  readonly words: readonly string[];
  readonly switches: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

/** The names without dashes; `help` and `h` are always there, and are an empty problem. */
export function readOptions(
  args: readonly string[],
  { switches, values }: { readonly switches: readonly string[]; readonly values: readonly string[] },
): GivenOptions | UsageProblem {
  const given = { words: [] as string[], switches: new Set<string>(), values: new Map<string, string>() };
  const end = args.indexOf("--");
  const before = end === -1 ? args : args.slice(0, end);
  for (let at = 0; at < before.length; at++) {
    const argument = before[at] ?? "";
    const [, name = "", inlined] = /^--?([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (argument === "-" || !argument.startsWith("-")) given.words.push(argument);
    else if (values.includes(name)) {
      const value = inlined ?? before[++at];
      if (value === undefined || value === "") return { usageProblem: `${argument} needs a value` };
      given.values.set(name, value);
    } else if (inlined === undefined && (name === "help" || name === "h")) return { usageProblem: "" };
    else if (inlined === undefined && switches.includes(name)) given.switches.add(name);
    else
      return unknownOption(
        argument,
        [...switches, ...values, "help"].map((option) => `--${option}`),
      );
  }
  const words = end === -1 ? given.words : [...given.words, ...args.slice(end + 1)];
  if (words.includes("")) return { usageProblem: "an empty argument is not a file" };
  return { ...given, words };
}
