/** The manual page of a plugin: what its directive's data says, then its README. */
import { compiler, type MarkdownToJSX, RuleType } from "markdown-to-jsx/react";
import type { ReactNode } from "react";
import { manualPage } from "../../lib/language/manual-page.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { CHAIN, placeInChain } from "./chain-places.ts";
import { CorefileSample } from "./corefile-sample.tsx";
import styles from "./manual.module.css";
import { ManualFrame } from "./manual-frame.tsx";

/** The name is the page's title, and the first section says it again. */
const TITLE = /^# .*\n+## Name\n+/;

export function ManualPage({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <ManualFrame title={name}>
      <Facts name={name} />
      <article className={styles.text}>{compiler(text.replace(TITLE, ""), OPTIONS)}</article>
    </ManualFrame>
  );
}

const OPTIONS: MarkdownToJSX.Options = {
  disableParsingRawHTML: true,
  renderRule: (next, node) => {
    if (node.type === RuleType.codeBlock && node.lang === "corefile") {
      return <CorefileSample key={node.text} text={node.text} />;
    }
    if (node.type === RuleType.codeBlock) return <Block key={node.text}>{node.text}</Block>;
    if (node.type === RuleType.link) {
      return <a href={ownPage(node.target ?? "")}>{textOf(node.children)}</a>;
    }
    return next();
  },
};

/** Lines may be longer than a phone is wide: the block scrolls, and can be reached by keyboard to be scrolled. */
function Block({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <pre className={styles.block} tabIndex={0}>
      <code>{children}</code>
    </pre>
  );
}

/** READMEs name each other by their files. */
function ownPage(target: string): string {
  return target.replace(/^\.\.\/([a-z0-9_]+)\/README\.md/, "/plugins/$1");
}

function textOf(nodes: readonly MarkdownToJSX.ASTNode[]): string {
  return nodes.map((node) => ("text" in node && typeof node.text === "string" ? node.text : "")).join("");
}

function Facts({ name }: { readonly name: string }) {
  const directive = directives.find((candidate) => candidate.name === name);
  const place = placeInChain(name);
  return (
    <dl className={styles.facts}>
      <Fact label="Place">
        {place === undefined ? "at set-up; it sees no query" : `${place} of ${CHAIN.length} plugins in the chain`}
      </Fact>
      {directive?.since !== undefined && <Fact label="Since">CoreDNS {directive.since}</Fact>}
      <Fact label="In a server block">{directive?.repeat === "each" ? "as often as needed" : "once"}</Fact>
      <Fact label="CoreDNS's own page">
        <a href={manualPage(name)} rel="noreferrer">
          coredns.io/plugins/{name}
        </a>
      </Fact>
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
