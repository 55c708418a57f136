/** Keys and values of labels (Kubernetes, "Labels and Selectors"), and the API's words for what is none. */
import { utf8Length } from "../text/octets.ts";

const NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const SUBDOMAIN_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = `${SUBDOMAIN_LABEL}(\\.${SUBDOMAIN_LABEL})*`;
const MAX_NAME_OCTETS = 63;
const MAX_SUBDOMAIN_OCTETS = 253;

const isName = new RegExp(`^${NAME}$`);
const isValue = new RegExp(`^(${NAME})?$`);
const isSubdomain = new RegExp(`^${SUBDOMAIN}$`);

const NAME_RULE = withExamples(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  NAME,
  ["MyName", "my.name", "123-abc"],
);
const VALUE_RULE = withExamples(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  `(${NAME})?`,
  ["MyValue", "my_value", "12345"],
);
const SUBDOMAIN_RULE = withExamples(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  SUBDOMAIN,
  ["example.com"],
);

function withExamples(rule: string, pattern: string, examples: readonly string[]): string {
  const listed = examples.map((example) => `'${example}', `).join(" or ");
  return `${rule} (e.g. ${listed}regex used for validation is '${pattern}')`;
}

function tooLong(octets: number): string {
  return `must be no more than ${octets} bytes`;
}

/** What is wrong with a key such as `app` or `app.kubernetes.io/name`; nothing when it is one. */
export function keyFaults(key: string): readonly string[] {
  const parts = key.split("/");
  if (parts.length > 2) {
    return [`a valid label key ${NAME_RULE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const name = parts.at(-1) ?? "";
  const prefix = parts.length === 2 ? prefixFaults(parts[0] ?? "") : [];
  const faults = [...prefix.map((fault) => `prefix part ${fault}`)];
  if (name === "") faults.push("name part must be non-empty");
  else if (utf8Length(name) > MAX_NAME_OCTETS) faults.push(`name part ${tooLong(MAX_NAME_OCTETS)}`);
  if (!isName.test(name)) faults.push(`name part ${NAME_RULE}`);
  return faults;
}

function prefixFaults(prefix: string): readonly string[] {
  if (prefix === "") return ["must be non-empty"];
  const faults = utf8Length(prefix) > MAX_SUBDOMAIN_OCTETS ? [tooLong(MAX_SUBDOMAIN_OCTETS)] : [];
  return isSubdomain.test(prefix) ? faults : [...faults, SUBDOMAIN_RULE];
}

/** What is wrong with a label's value, which may be empty; nothing when it is one. */
export function valueFaults(value: string): readonly string[] {
  const faults = utf8Length(value) > MAX_NAME_OCTETS ? [tooLong(MAX_NAME_OCTETS)] : [];
  return isValue.test(value) ? faults : [...faults, VALUE_RULE];
}
