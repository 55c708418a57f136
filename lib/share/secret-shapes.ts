/** What secrets look like wherever they stand: keys, tokens and passwords that give themselves away by their form. */

/** A stretch of a text that is a secret. */
export interface SecretStretch {
  /** What it is, for people: "a private key". */
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

interface SecretShape {
  readonly what: string;
  /** Its group `secret` is the secret; without one all of the match is. */
  readonly pattern: RegExp;
}

/** Patterns take linear time: what repeats is bounded, or cannot match what follows it. */
const SHAPES: readonly SecretShape[] = [
  {
    what: "a private key",
    pattern: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?<secret>[^-]{1,20000})-----END/dg,
  },
  {
    what: "a DNSSEC private key",
    pattern: /^(?:PrivateKey|PrivateExponent|Prime[12]): *(?<secret>[A-Za-z0-9+/=]{16,2000})/dgm,
  },
  { what: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/dg },
  {
    what: "an AWS secret key",
    pattern: /\baws_secret_access_key["']?[ \t]{0,20}[:=][ \t]{0,20}["']?(?<secret>[A-Za-z0-9+/=]{16,200})/dgi,
  },
  { what: "a JSON web token", pattern: /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}/dg },
  { what: "a token of GitHub", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{40,255})/dg },
  { what: "a token of GitLab", pattern: /\bglpat-[\w-]{20,200}/dg },
  { what: "a token of Slack", pattern: /\bxox[abprs]-[\w-]{10,250}/dg },
  { what: "a key of Google", pattern: /\bAIza[\w-]{35}/dg },
  { what: "a token of Vault", pattern: /\bhvs\.[\w-]{24,250}/dg },
  {
    what: "a password in a URL",
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@"']{1,200}:(?<secret>[^\s:/?#@"']{1,200})@/dgi,
  },
  {
    what: "credentials of a kubeconfig",
    pattern:
      /^[ \t-]{0,40}["']?(?:client-key-data|token|password|id-token|refresh-token)["']?[ \t]*:[ \t]*["']?(?<secret>[^\s"'{}[\]#$]{8,20000})/dgm,
  },
  {
    what: "a TSIG secret",
    pattern: /\bsecret[ \t]{1,20}["'](?<secret>[A-Za-z0-9+/]{8,500}={0,2})["'][ \t]{0,20};/dg,
  },
  {
    what: "a secret by its name",
    pattern:
      /^[ \t-]{0,40}["']?(?:[\w.-]{0,40}[_.-])?(?:password|passwd|api[_-]?key|secret[_-]?key|client[_-]?secret|access[_-]?token|auth[_-]?token)["']?[ \t]*[:=][ \t]*["']?(?<secret>[^\s"'{}[\]#$<]{6,2000})/dgim,
  },
];

const KUBERNETES_SECRET = /^kind:[ \t]*["']?Secret\b/m;
const VALUE_OF_DATA =
  /^[ \t]{1,20}["']?[\w.-]{1,253}["']?[ \t]*:[ \t]*["']?(?<secret>[A-Za-z0-9+/]{4,200000}={0,2})["']?[ \t]*$/dgm;

/** All of them, in the order of the text; none lies in another. */
export function secretStretches(text: string): readonly SecretStretch[] {
  const found = [...SHAPES.flatMap((shape) => stretchesOf(shape, text, 0)), ...valuesOfSecrets(text)];
  return apart(found);
}

/** Stretches without those that lie in one before them, or begin in it. */
export function apart(stretches: readonly SecretStretch[]): readonly SecretStretch[] {
  let end = 0;
  return [...stretches]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((stretch) => {
      if (stretch.start < end) return false;
      end = stretch.end;
      return true;
    });
}

function stretchesOf({ what, pattern }: SecretShape, text: string, offset: number): readonly SecretStretch[] {
  return [...text.matchAll(pattern)].map(({ indices }) => {
    const [start, end] = indices?.groups?.secret ?? indices?.[0] ?? [0, 0];
    return { what, start: start + offset, end: end + offset };
  });
}

/** The values of manifests of kind Secret, document by document. */
function valuesOfSecrets(text: string): readonly SecretStretch[] {
  if (!KUBERNETES_SECRET.test(text)) return [];
  const found: SecretStretch[] = [];
  let at = 0;
  for (const document of text.split(/^---/m)) {
    const data = /^(?:data|stringData):[ \t]*$/m.exec(document);
    if (KUBERNETES_SECRET.test(document) && data !== null) {
      const [block = ""] = /^\n(?:[ \t].*(?:\n|$)|\n)*/.exec(document.slice(data.index + data[0].length)) ?? [];
      const shape = { what: "a value of a Kubernetes Secret", pattern: VALUE_OF_DATA };
      for (const stretch of stretchesOf(shape, block, at + data.index + data[0].length)) found.push(stretch);
    }
    at += document.length + 3;
  }
  return found;
}
