import { describe, expect, it } from "vitest";
import { corefileMarkdown, fenced, issueText, situationMarkdown } from "./markdown.ts";

const told = {
  corefile: { path: "Corefile", text: ". {\n    whoami\n}\n" },
  question: "www.example.org. IN A over UDP",
  reply: ";; ->>HEADER<<- opcode: QUERY, status: NOERROR\n",
  why: "WHY  www.example.org. IN A\n",
  release: "1.15.0",
};

describe("markdown", () => {
  it("has the Corefile under its name, whose signs count as letters", () => {
    expect(corefileMarkdown({ corefile: { path: "conf/my_*.Corefile", text: "x\n\n" } })).toBe(
      "### conf/my\\_\\*.Corefile\n\n```corefile\nx\n```\n",
    );
  });

  it("has Corefile, question, reply and why, and says that it is simulated", () => {
    const text = situationMarkdown(told);
    expect([...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      "Corefile",
      "Question",
      "Reply",
      "Why",
    ]);
    expect(text).toMatch(/Simulated by Corefile Studio, which behaves as CoreDNS 1\.15\.0\.\n$/);
  });

  it("leaves out what there is not", () => {
    expect(situationMarkdown({ corefile: told.corefile, release: undefined })).not.toMatch(/Question|Reply|Why/);
  });

  it("is not ended by fences in a text", () => {
    expect(fenced("# ```` and ```\n", "")).toBe("`````\n# ```` and ```\n`````");
  });
});

describe("an issue for CoreDNS", () => {
  it("has the headings of its template in their order", () => {
    expect([...issueText(told).matchAll(/^\*\*(.+)\*\*:$/gm)].map(([, heading]) => heading)).toEqual([
      "What happened",
      "What you expected to happen",
      "How to reproduce it (as minimally and precisely as possible)",
      "Anything else we need to know?",
      "Environment",
    ]);
  });

  it("names the version, and does not claim that CoreDNS was run", () => {
    const text = issueText({ ...told, why: undefined });
    expect(text).toContain("- the version of CoreDNS: 1.15.0\n");
    expect(text).toContain("Not tried with CoreDNS itself yet.");
  });
});
