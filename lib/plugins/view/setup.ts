/** From directive to a filter of the block, and a handler that tells the view's name. */
import { defineSetup } from "../../chain/define-setup.ts";
import type { Query } from "../../chain/query.ts";
import { QUERY_FUNCTIONS } from "../../chain/query-expressions.ts";
import { type Expression, readExpression } from "../../expression/expression.ts";
import type { Occasion } from "../../expression/frame.ts";
import { directive } from "./directive.ts";
import { createView } from "./handler.ts";

export const setup = defineSetup(directive, ([use], { block, host, problem }) => {
  if (use === undefined) return undefined;
  const { clock } = host;
  const expressions: Expression<Query>[] = [];
  for (const { args, at } of use.properties.expr) {
    const source = args.words.map(({ value }) => value).join(" ");
    const read = readExpression(source, { functions: QUERY_FUNCTIONS, variables: new Map() });
    if ("error" in read) return problem(`plugin/view: ${read.error}`, { at });
    expressions.push(read);
  }
  const name = use.args.name.value;
  block.settings.viewName = name;
  // Also without expressions this is a filter: such a block shares its zone with others.
  block.settings.filters.push((query) =>
    expressions.every((expression) => isTrue(expression, { context: query, nowMs: () => clock.nowMs() })),
  );
  return createView(name);
});

function isTrue(expression: Expression<Query>, occasion: Occasion<Query>): boolean {
  const result = expression.run(occasion);
  return "value" in result && result.value === true;
}
