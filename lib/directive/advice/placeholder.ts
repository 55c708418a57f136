/** What stands in a text for something that a tool should have filled in before CoreDNS reads it. */

/** A place-holder and who fills it in. */
export interface Placeholder {
  /** As it is written. */
  readonly text: string;
  /** Where it begins in the text. */
  readonly index: number;
  /** The tools that know it, as the subject of a sentence. */
  readonly filledBy: string;
}

interface Form {
  readonly pattern: RegExp;
  readonly filledBy: string;
}

/** The most special first: of two at one place the first one counts. */
const FORMS: readonly Form[] = [
  {
    pattern: /__PILLAR__[A-Z0-9_]+?__(?![A-Z0-9])/g,
    filledBy:
      "node-local-dns' installation (sed over nodelocaldns.yaml, or node-cache itself for __PILLAR__CLUSTER__DNS__ and __PILLAR__UPSTREAM__SERVERS__)",
  },
  {
    pattern: /\{\{-?\s*(?:[^}]*\.(?:Values|Release|Chart|Capabilities)\b|(?:include|toYaml|tpl)\b)[^}]*\}\}/g,
    filledBy: "Helm (helm template)",
  },
  { pattern: /\{%[-+]?\s[^%]*%\}/g, filledBy: "Jinja2 (Ansible's template module, Salt)" },
  { pattern: /\{\{-?\s*\.[A-Za-z_][^}]*\}\}/g, filledBy: "a Go template (Helm, gomplate, consul-template)" },
  { pattern: /\{\{[^}]*\}\}/g, filledBy: "Jinja2 or a Go template (Ansible's template module, Helm)" },
  { pattern: /\$\{[A-Za-z_][^}]*\}/g, filledBy: "envsubst, Terraform or Flux" },
  { pattern: /\$\([A-Za-z_][A-Za-z0-9_.]*\)/g, filledBy: "Kustomize or Kubernetes' own container arguments" },
  { pattern: /<%[^%]*%>/g, filledBy: "ERB (Puppet, Chef)" },
  { pattern: /(?<![\w.-])@[A-Za-z][A-Za-z0-9_]*@(?![\w.-])/g, filledBy: "sed or configure (autoconf, CMake)" },
  { pattern: /(?<![?P\w])<[A-Za-z][A-Za-z0-9 _-]*>/g, filledBy: "whoever copies an example" },
  {
    pattern: /(?<![\w.])\d{1,3}\.(?:[\dxX]{1,3}\.)*[xX]{1,3}(?:\.[\dxX]{1,3})*(?![\w.])/g,
    filledBy: "whoever copies an example",
  },
  {
    pattern: /(?<=^(?:bind|forward)\s.*?)(?<![\w./{$-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w.])/g,
    filledBy: "sed, or whoever copies an example",
  },
  { pattern: /__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__/g, filledBy: "sed or an installation script" },
];

/** The place-holders of a text, in its order, none within another. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  if (!/[{<$@_]|\.[xX]/.test(text)) return [];
  const found: Placeholder[] = [];
  for (const { pattern, filledBy } of FORMS) {
    for (const { 0: whole, index } of text.matchAll(pattern)) {
      const isWithin = found.some(
        ({ text: other, index: at }) => index < at + other.length && at < index + whole.length,
      );
      if (!isWithin) found.push({ text: whole, index, filledBy });
    }
  }
  return found.sort((left, right) => left.index - right.index);
}
