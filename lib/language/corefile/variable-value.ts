/** How the value of an environment variable is shown. */

const SECRET = /secret|token|passw|credential|private|api_?key|access_?key/i;
const MAX_SHOWN = 200;

/** The value; hidden for names that sound like a secret, cut when it is long. */
export function shownValue(name: string, value: string | undefined): string {
  if (value === undefined) return "not set: empty";
  if (SECRET.test(name)) return "set; hidden, because its name suggests a secret";
  return value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
}
