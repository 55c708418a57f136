/** From directive to a filter of the block, and a handler that tells the view's name. */

import type { Query } from "../../chain/query.ts";
import type { Occasion } from "../../expression/compile/frame.ts";
import { type Expression, readExpression } from "../../expression/expression.ts";
import { QUERY_FUNCTIONS } from "../../plugin-kit/query-expressions.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext, SetupResult } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { directive, type ViewConfig } from "./directive.ts";
import { createView } from "./handler.ts";

export const setup = defineSetup(directive, setUp, {
  // Expressions are compiled as they come, before the next line is read.
  onTheWay({ uses: [use], cut }, context) {
    const expressions = readExpressions((use ?? cut)?.lines ?? [], context);
    return "severity" in expressions ? expressions : undefined;
  },
});

function readExpressions(
  lines: ViewConfig["lines"],
  { problem }: SetupContext,
): readonly Expression<Query>[] | Problem {
  const expressions: Expression<Query>[] = [];
  for (const { args, at } of lines) {
    const source = args.words.map(({ value }) => value).join(" ");
    const read = readExpression(source, { functions: QUERY_FUNCTIONS, variables: new Map() });
    if ("error" in read) return problem(`plugin/view: ${read.error}`, { at });
    expressions.push(read);
  }
  return expressions;
}

function setUp([use]: readonly ViewConfig[], context: SetupContext): SetupResult {
  if (use === undefined) return undefined;
  const { clock } = context.host;
  const expressions = readExpressions(use.lines, context);
  if ("severity" in expressions) return expressions;
  const name = use.args.name.value;
  // Also without expressions this is a filter: such a block shares its zone with others.
  const occasionOf = (query: Query): Occasion<Query> => ({ context: query, nowMs: () => clock.nowMs() });
  return createView({
    name,
    admits: (query) => expressions.every((expression) => isTrue(expression, occasionOf(query))),
    fault: (query) => firstError(expressions, occasionOf(query)),
  });
}

function firstError(expressions: readonly Expression<Query>[], occasion: Occasion<Query>): string | undefined {
  for (const expression of expressions) {
    const result = expression.run(occasion);
    if ("error" in result) return result.error;
    if (result.value !== true) return undefined;
  }
  return undefined;
}

function isTrue(expression: Expression<Query>, occasion: Occasion<Query>): boolean {
  const result = expression.run(occasion);
  return "value" in result && result.value === true;
}
