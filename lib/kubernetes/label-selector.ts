/** Label selectors as Kubernetes reads them, and its words for what is none (apimachinery, ParseToLabelSelector). */
import { quote } from "../go/quote.ts";
import { parseInt10 } from "../go/strconv.ts";
import { keyFaults, valueFaults } from "./label-names.ts";
import { isWordOperator, type SelectorToken, selectorTokens } from "./selector-tokens.ts";

/** How a condition relates a key to values. */
type SelectorOperator = "=" | "==" | "in" | "notin" | "exists" | "!";

/** One condition; a selector holds when all of its conditions do. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  /** One for `=`, none for `exists` and `!`; sorted, none of them twice. */
  readonly values: readonly string[];
}

/** Something that was read, or why it could not be. */
type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

const BINARY_OPERATORS = "in, notin, =, ==, !=, gt, lt";
/** The names under which Kubernetes speaks of operators that it reads and does not take here. */
const NAMES: Readonly<Record<string, string>> = { ">": "gt", "<": "lt" };

const fail = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });
const done = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** Reads a label selector such as `app=web,tier in (edge,core)`. */
export function parseLabelSelector(selector: string): Reading<readonly LabelRequirement[]> {
  const parsed = parseRequirements(new Tokens(selectorTokens(selector)));
  if (!parsed.ok) return fail(`couldn't parse the selector string "${selector}": ${parsed.error}`);
  const requirements: LabelRequirement[] = [];
  // Kubernetes looks at them in the order of their keys.
  for (const { operator, ...rest } of [...parsed.value].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))) {
    if (operator === ">" || operator === "<")
      return fail(`${quote(NAMES[operator] ?? "")} isn't supported in label selectors`);
    if (!isSupported(operator)) return fail(`${quote(operator)} is not a valid label selector operator`);
    requirements.push({ ...rest, operator });
  }
  return done(requirements);
}

function isSupported(operator: string): operator is SelectorOperator {
  return operator !== "!=";
}

/** A condition with any operator. */
interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Walks over the tokens of a selector. */
class Tokens {
  readonly #tokens: readonly SelectorToken[];
  #at = 0;

  constructor(tokens: readonly SelectorToken[]) {
    this.#tokens = tokens;
  }

  get ahead(): SelectorToken {
    return this.#tokens[this.#at] ?? { kind: "end", text: "" };
  }

  take(): SelectorToken {
    const token = this.ahead;
    this.#at++;
    return token;
  }
}

function parseRequirements(tokens: Tokens): Reading<readonly Requirement[]> {
  const requirements: Requirement[] = [];
  while (tokens.ahead.kind !== "end") {
    if (tokens.ahead.kind !== "word" && tokens.ahead.kind !== "!")
      return fail(`found '${tokens.ahead.text}', expected: !, identifier, or 'end of string'`);
    const requirement = parseRequirement(tokens);
    if (!requirement.ok) return fail(`unable to parse requirement: ${requirement.error}`);
    requirements.push(requirement.value);
    const { kind, text } = tokens.take();
    if (kind === "end") break;
    if (kind !== ",") return fail(`found '${text}', expected: ',' or 'end of string'`);
    if (tokens.ahead.kind !== "word" && tokens.ahead.kind !== "!")
      return fail(`found '${tokens.ahead.text}', expected: identifier after ','`);
  }
  return done(requirements);
}

function parseRequirement(tokens: Tokens): Reading<Requirement> {
  const isNegated = tokens.ahead.kind === "!";
  if (isNegated) tokens.take();
  const { kind, text: key } = tokens.take();
  if (kind !== "word") return fail(`found '${key}', expected: identifier`);
  const faults = keyFaults(key);
  if (faults.length > 0) return fail(`<nil>: Invalid value: ${quote(key)}: ${faults.join("; ")}`);
  if (isNegated) return done({ key, operator: "!", values: [] });
  if (tokens.ahead.kind === "end" || tokens.ahead.kind === ",") return done({ key, operator: "exists", values: [] });
  const operator = tokens.take();
  if (operator.kind !== "operator" && !isWordOperator(operator.text))
    return fail(`found '${operator.text}', expected: ${BINARY_OPERATORS}`);
  const values = isWordOperator(operator.text) ? parseValues(tokens) : parseExactValue(tokens);
  return values.ok ? checkValues({ key, operator: operator.text, values: [...new Set(values.value)].sort() }) : values;
}

function checkValues(requirement: Requirement): Reading<Requirement> {
  const { key, operator, values } = requirement;
  const isNumeric = operator === ">" || operator === "<";
  const faults = [
    ...values.flatMap((value, index) =>
      isNumeric && !parseInt10(value, 64).ok
        ? [`values[${index}]: Invalid value: ${quote(value)}: for 'Gt', 'Lt' operators, the value must be an integer`]
        : [],
    ),
    ...values.flatMap((value, index) => {
      const found = valueFaults(value);
      return found.length === 0
        ? []
        : [`values[${index}][${key}]: Invalid value: ${quote(value)}: ${found.join("; ")}`];
    }),
  ];
  if (faults.length === 0) return done(requirement);
  return fail(faults.length === 1 ? (faults[0] ?? "") : `[${faults.join(", ")}]`);
}

function parseExactValue(tokens: Tokens): Reading<readonly string[]> {
  if (tokens.ahead.kind === "end" || tokens.ahead.kind === ",") return done([""]);
  const { kind, text } = tokens.take();
  return kind === "word" ? done([text]) : fail(`found '${text}', expected: identifier`);
}

/** The values in brackets; what is missing between commas is an empty value. */
function parseValues(tokens: Tokens): Reading<readonly string[]> {
  const open = tokens.take();
  if (open.kind !== "(") return fail(`found '${open.text}' expected: '('`);
  const first = tokens.ahead;
  if (first.kind === ")") {
    tokens.take();
    return done([""]);
  }
  if (first.kind !== "word" && first.kind !== ",")
    return fail(`found '${first.text}', expected: ',', ')' or identifier`);
  const values: string[] = [];
  for (;;) {
    const { kind, text } = tokens.take();
    if (kind === "word") {
      values.push(text);
      if (tokens.ahead.kind !== "," && tokens.ahead.kind !== ")")
        return fail(`found '${tokens.ahead.text}', expected: ',' or ')'`);
    } else if (kind === ",") {
      if (values.length === 0 || tokens.ahead.kind === "," || tokens.ahead.kind === ")") values.push("");
    } else {
      return fail(`found '${text}', expected: ',', or identifier`);
    }
    if (tokens.ahead.kind === ")") {
      tokens.take();
      return done(values);
    }
  }
}

/** Conditions as the API server is asked with them. */
export function writeLabelSelector(requirements: readonly LabelRequirement[]): string {
  return requirements.map(writeRequirement).join(",");
}

function writeRequirement({ key, operator, values }: LabelRequirement): string {
  switch (operator) {
    case "exists":
      return key;
    case "!":
      return `!${key}`;
    case "in":
    case "notin":
      return `${key} ${operator} (${values.join(",")})`;
    case "=":
    case "==":
      return `${key}=${values[0] ?? ""}`;
  }
}

/** Whether labels meet all conditions. */
export function matchesLabels(
  labels: Readonly<Record<string, string>>,
  requirements: readonly LabelRequirement[],
): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case "exists":
        return value !== undefined;
      case "!":
        return value === undefined;
      case "notin":
        return value === undefined || !values.includes(value);
      default:
        return value !== undefined && values.includes(value);
    }
  });
}
