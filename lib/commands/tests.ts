/** The tests of dns-tests.yaml: running them, stopping a run, and making one out of a reply. */
import { selectedAnswer } from "../studio/answers/answers-slice.ts";
import { canBeTest } from "../studio/tests/test-of-answer.ts";
import type { Command } from "./command.ts";
import { showing } from "./window-keys.ts";

export const showTests: Command = {
  id: "show-tests",
  label: "Show the tests",
  group: "Question",
  run(context) {
    showing("tests")(context);
    context.state.actions.showPhoneTab("ask");
  },
};

export const runTests: Command = {
  id: "run-tests",
  label: "Run all tests",
  group: "Question",
  keys: [{ keys: "Ctrl+Shift+Enter", scope: "anywhere" }],
  run(context) {
    showTests.run(context);
    void context.state.actions.runTests();
  },
};

export const cancelTests: Command = {
  id: "cancel-tests",
  label: "Stop the tests",
  group: "Question",
  when: ({ tests }) => tests.run?.state === "working",
  run: ({ state }) => void state.actions.cancelTests(),
};

export const addAsTest: Command = {
  id: "add-as-test",
  label: "Add as test",
  group: "Question",
  when({ answers }) {
    const answer = selectedAnswer(answers);
    return answer !== undefined && canBeTest(answer);
  },
  run({ state }) {
    state.actions.uncover("editor");
    void state.actions.addAsTest();
  },
};

export const makeTestFile: Command = {
  id: "make-test-file",
  label: "Make dns-tests.yaml from what was asked",
  group: "Question",
  when: ({ tests }) => tests.list.kind === "no-file",
  run({ state }) {
    state.actions.uncover("editor");
    void state.actions.makeTestFile();
  },
};
