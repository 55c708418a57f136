/** What is put on the clipboard for a chat, a ticket or an issue of CoreDNS. */

/** What there is to tell. */
export interface ToTell {
  /** The path of the Corefile and its text. */
  readonly corefile: { readonly path: string; readonly text: string };
  /** The question in words: "www.example.org. IN A over UDP". */
  readonly question?: string | undefined;
  /** The reply as dig prints it, or what came instead of one. */
  readonly reply?: string | undefined;
  /** The explanation as text. */
  readonly why?: string | undefined;
  /** The release of CoreDNS whose behaviour it is. */
  readonly release: string | undefined;
}

/** The Corefile alone. */
export function corefileMarkdown({ corefile }: Pick<ToTell, "corefile">): string {
  return `${heading(corefile.path)}\n\n${fenced(corefile.text, "corefile")}\n`;
}

/** Corefile, question, reply and why; what there is none of is left out. */
export function situationMarkdown(told: ToTell): string {
  const { question, reply, why, release } = told;
  const parts = [
    corefileMarkdown(told).trimEnd(),
    ...(question === undefined ? [] : [`### Question\n\n${fenced(question, "")}`]),
    ...(reply === undefined ? [] : [`### Reply\n\n${fenced(reply, "")}`]),
    ...(why === undefined ? [] : [`### Why\n\n${fenced(why, "")}`]),
    `Simulated by Corefile Studio${release === undefined ? "" : `, which behaves as CoreDNS ${release}`}.`,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** An issue for CoreDNS under the headings of its template; what only the reporter knows is left to be written. */
export function issueText({ corefile, question, reply, why, release }: ToTell): string {
  const happened = [
    ...(question === undefined ? [] : [`Asked:\n\n${fenced(question, "")}`]),
    ...(reply === undefined ? [] : [`Got:\n\n${fenced(reply, "")}`]),
  ];
  const version = release === undefined ? "" : ` ${release}`;
  return `${[
    "**What happened**:",
    happened.length === 0 ? "<!-- what you saw -->" : happened.join("\n\n"),
    "**What you expected to happen**:",
    "<!-- the reply that you expected, and why -->",
    "**How to reproduce it (as minimally and precisely as possible)**:",
    question === undefined
      ? "Start CoreDNS with the Corefile below."
      : "Start CoreDNS with the Corefile below and ask the question above.",
    "**Anything else we need to know?**:",
    why === undefined
      ? "Not tried with CoreDNS itself yet."
      : `Corefile Studio, which behaves as CoreDNS${version}, explains its reply so:\n\n${fenced(why, "")}`,
    "**Environment**:",
    `- the version of CoreDNS:${version}\n- Corefile:\n\n${fenced(corefile.text, "corefile")}\n\n- logs, if applicable:\n- OS (e.g: \`cat /etc/os-release\`):\n- Others:`,
  ].join("\n\n")}\n`;
}

/** A block of code, with a fence that the text cannot end. */
export function fenced(text: string, language: string): string {
  const longest = [...text.matchAll(/`+/g)].reduce((most, [ticks]) => Math.max(most, ticks.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n*$/, "")}\n${fence}`;
}

function heading(path: string): string {
  return `### ${path.replaceAll(/([\\`*_{}[\]<>#|])/g, "\\$1")}`;
}
