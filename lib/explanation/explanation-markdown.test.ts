import { expect, test } from "vitest";
import { onLine } from "../chain/_test/serving.ts";
import { explanationOf, stepOf } from "./_test/explanation.ts";
import { writeMarkdown } from "./explanation-markdown.ts";

const rewritten = stepOf("rewrite", "changed", {
  says: "the question becomes a_b.example.org",
  before: "www.example.org. IN A",
  after: "a_b.example.org. IN A",
  notes: [{ reason: { code: "rewrite.applied", facts: {}, sentence: "the name rule on line 3 applies" } }],
  back: {
    verdict: "changed",
    changes: [{ part: "answer", kind: "TTL", record: "www.example.org. IN A 192.0.2.9", before: "60", after: "30" }],
  },
  steps: [stepOf("forward", "answered", { upstream: "192.0.2.53:53" })],
});

test("an explanation as markdown: the sentence, then a table of each way", () => {
  const markdown = writeMarkdown(
    explanationOf([rewritten], {
      answeredBy: "forward",
      server: [{ reason: { code: "server.cut", facts: {}, sentence: "it is cut" } }],
      notReached: [{ plugin: "whoami", at: onLine(4), because: "forward answered before it", inRequestPath: true }],
    }),
  );
  expect(markdown).toMatchInlineSnapshot(`
    "### Why \`www.example.org. IN A\` gets \`NOERROR, answers: 1\`

    Found in zones/db.example.org:13.

    Asked from \`192.0.2.7\` over UDP at \`dns://:53\`.

    | Server block | Match | Line |
    | --- | --- | --- |
    | \`example.org.\` | longest match | \`Corefile:1:1\` |

    - it is cut

    | Down the chain | Verdict | Why | Line |
    | --- | --- | --- | --- |
    | \`rewrite\` | changed | the question becomes a\\_b.example.org<br>www.example.org. IN A → a\\_b.example.org. IN A<br>the name rule on line 3 applies | \`Corefile:1:1\` |
    | \`forward\` | answered | forward answered<br>asked 192.0.2.53:53 | \`Corefile:1:1\` |

    | On the way back | Verdict | What changed | Line |
    | --- | --- | --- | --- |
    | \`rewrite\` | changed | \`answer: TTL 60 → 30 of www.example.org. IN A 192.0.2.9\` | \`Corefile:1:1\` |

    | Not reached | Why | Line |
    | --- | --- | --- |
    | \`whoami\` | forward answered before it | \`Corefile:4:1\` |
    "
  `);
});

test("what markdown would take for its own stays as it is written", () => {
  const markdown = writeMarkdown(
    explanationOf([stepOf("template", "answered", { says: "matched ^(.*)\\.example|<b>`x`" })]),
  );
  expect(markdown).toContain("matched ^(.\\*)\\\\.example\\|\\<b\\>\\`x\\`");
});
