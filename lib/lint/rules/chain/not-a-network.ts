/** A network in an expression of view that Go cannot read, so that the view never matches. */
import { SourceToken, type Token } from "../../../corefile/token.ts";
import { parseCidr, parseIp } from "../../../go/net.ts";
import { directive as view } from "../../../plugins/view/directive.ts";
import { defineRule, type Finding } from "../../rule.ts";

export const notANetwork = defineRule({
  code: "CF1054",
  name: "not-a-network",
  severity: "warning",
  sentence: "incidr compares with something that is not a network.",
  why: "Such an expression fails for every query, and CoreDNS says nothing: the view never matches. A network is an address with a slash and a length, without brackets, such as 192.0.2.0/24 or 2001:db8::/32.",
  threads: ["coredns#7354"],
  example: {
    bad: ". {\n    view inside {\n        expr incidr(client_ip(), '[2001:db8::]/32')\n    }\n    whoami\n}\n",
    good: ". {\n    view inside {\n        expr incidr(client_ip(), '2001:db8::/32')\n    }\n    whoami\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("view")) {
      for (const { properties } of block.uses(view)) {
        for (const { args } of properties.expr) {
          const source = args.words.map(({ value }) => value).join(" ");
          for (const network of networksIn(source))
            yield* finding(
              network,
              args.words.map(({ token }) => token),
            );
        }
      }
    }
  },
});

/** The second argument of each incidr that is plain text. */
function networksIn(expression: string): readonly string[] {
  const calls = expression.matchAll(/\bincidr\((?:[^()'"`]|\([^()]*\))*,\s*(['"`])([^'"`\\]*)\1\s*\)/g);
  return [...calls].flatMap(([, , network]) => network ?? []);
}

function* finding(network: string, words: readonly Token[]): Iterable<Finding> {
  if (parseCidr(network) !== undefined) return;
  const word = words.find((one) => one instanceof SourceToken && one.raw.includes(network));
  if (!(word instanceof SourceToken) || network === "") return;
  const from = word.raw.indexOf(network);
  const [at] = word.rangesOfParts([{ from, to: from + network.length }]);
  if (at === undefined) return;
  const meant = meantBy(network);
  const fix = meant === undefined ? undefined : { title: `Write ${meant}`, edits: [{ range: at, text: meant }] };
  const message = `${network} is not a network, so this view never matches.`;
  yield { at, message, ...(fix === undefined ? {} : { fixes: [fix] }) };
}

/** The network that was probably meant. */
function meantBy(network: string): string | undefined {
  const plain = network.replace(/^\[([^\]]*)\]/, "$1");
  if (parseCidr(plain) !== undefined) return plain;
  const bytes = parseIp(plain);
  return bytes === undefined ? undefined : `${plain}/${bytes.length * 8}`;
}
