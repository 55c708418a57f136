/** Numbers: counts, seconds, shares. */
import { atoi, type NumberReading, parseBool, parseFloat64, parseInt10, parseUint10 } from "../../go/strconv.ts";
import { type Kind, named, type Reading, refused, taken } from "../kind.ts";

function reading(read: NumberReading): Reading<number> {
  return read.ok ? taken(read.value) : refused(read.error);
}

/** A whole number (strconv.Atoi). */
export const count: Kind<number> = {
  name: "count",
  look: "number",
  placeholder: "COUNT",
  expects: "a whole number",
  read: (text) => reading(atoi(text)),
};

/** A whole number of seconds (strconv.Atoi). */
export const seconds: Kind<number> = named(
  { ...count, name: "seconds" },
  { placeholder: "SECONDS", expects: "a whole number of seconds" },
);

/** A whole number of so many bits, 0 or more (strconv.ParseUint, base 10). */
export function unsigned(bits: 8 | 16 | 32 | 64): Kind<number> {
  return {
    name: "count",
    look: "number",
    placeholder: "COUNT",
    expects: "a whole number, 0 or more",
    read: (text) => reading(parseUint10(text, bits)),
  };
}

/** A whole number of so many bits with a sign if wanted (strconv.ParseInt, base 10). */
export function integer(bits: 32 | 64): Kind<number> {
  return {
    name: "count",
    look: "number",
    placeholder: "COUNT",
    expects: "a whole number",
    read: (text) => reading(parseInt10(text, bits)),
  };
}

/** A number with or without a fraction (strconv.ParseFloat). */
export const float: Kind<number> = {
  name: "float",
  look: "number",
  placeholder: "NUMBER",
  expects: "a number such as 0.5",
  read: (text) => reading(parseFloat64(text)),
};

/** Yes or no (strconv.ParseBool). */
export const boolean: Kind<boolean> = {
  name: "boolean",
  look: "keyword",
  placeholder: "true|false",
  expects: "true or false",
  suggestions: [{ text: "true" }, { text: "false" }],
  read(text) {
    const read = parseBool(text);
    return read.ok ? taken(read.value) : refused(read.error);
  },
};
