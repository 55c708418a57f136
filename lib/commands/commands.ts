/** The table of commands: the one list that keys, buttons, palette and shortcut sheet read. */
import { cancelPod, resolveAsPod, showPod } from "./as-pod.ts";
import { ask } from "./ask.ts";
import { askOften, askTimes } from "./ask-times.ts";
import { cancelComparison, compareAnswers, showDiff } from "./behaviour-diff.ts";
import { cancelAsk } from "./cancel-ask.ts";
import { chainCommands } from "./chain.ts";
import { clearHistory } from "./clear-history.ts";
import { connectCluster, disconnectCluster, showCluster, useModelCluster } from "./cluster.ts";
import type { Command } from "./command.ts";
import { backToNormal, hourAhead, minuteAhead, showCache, showUpstreams } from "./conditions.ts";
import { copyReply } from "./copy-reply.ts";
import { copyWhy, copyWhyAsJson, copyWhyAsMarkdown } from "./copy-why.ts";
import { deleteFile, newFile, renameFile, revertFile } from "./edit-files.ts";
import { editorCommands } from "./editor-commands.ts";
import { showEffective } from "./effective.ts";
import { applyNow, restartEngine, stopEngine, takePorts, toggleAutomatic } from "./engine-control.ts";
import { exportManifests } from "./export-manifests.ts";
import { openPalette, openShortcuts, toggleSingleKeys } from "./help.ts";
import { importManifest } from "./import-manifest.ts";
import { toggleInlays } from "./inlays.ts";
import { type FocusPlace, isPressed, keysOn, type Pressed, worksAt } from "./key.ts";
import { endTour, openGallery, openManual, pasteCorefile, takeTour } from "./learn.ts";
import { openHome, openSample } from "./open-workspace.ts";
import { closeComparison, compareWhy, pinWhy, unpinWhy } from "./pin-why.ts";
import { chooseRelease } from "./release.ts";
import { saveAll, saveFile } from "./save-file.ts";
import { makeSavePoint, showSavePoints } from "./save-points.ts";
import { backFromShared, makeOwnCopy, openZip, share } from "./share.ts";
import { nextProblem, previousProblem } from "./step-problem.ts";
import { toggleTabMovesFocus } from "./tab-moves-focus.ts";
import { addAsTest, cancelTests, makeTestFile, runTests, showTests } from "./tests.ts";
import { themeCommands } from "./theme.ts";
import {
  focusEditor,
  focusQuestion,
  maximisePane,
  nextPane,
  previousPane,
  readLog,
  showLog,
  toggleChainView,
  toggleFiles,
  toggleProblems,
} from "./window-keys.ts";

export const COMMANDS: readonly Command[] = [
  ask,
  ...askTimes,
  askOften,
  cancelAsk,
  copyReply,
  copyWhy,
  copyWhyAsMarkdown,
  copyWhyAsJson,
  pinWhy,
  unpinWhy,
  compareWhy,
  closeComparison,
  showPod,
  resolveAsPod,
  cancelPod,
  showDiff,
  compareAnswers,
  cancelComparison,
  showEffective,
  clearHistory,
  runTests,
  cancelTests,
  addAsTest,
  showTests,
  makeTestFile,
  nextProblem,
  previousProblem,
  saveFile,
  saveAll,
  makeSavePoint,
  showSavePoints,
  share,
  openZip,
  makeOwnCopy,
  backFromShared,
  newFile,
  pasteCorefile,
  importManifest,
  exportManifests,
  renameFile,
  deleteFile,
  revertFile,
  openSample,
  openHome,
  toggleTabMovesFocus,
  toggleInlays,
  ...editorCommands,
  nextPane,
  previousPane,
  focusEditor,
  focusQuestion,
  maximisePane,
  toggleFiles,
  toggleProblems,
  showLog,
  readLog,
  toggleChainView,
  ...chainCommands,
  ...themeCommands,
  useModelCluster,
  connectCluster,
  disconnectCluster,
  showCluster,
  showCache,
  showUpstreams,
  minuteAhead,
  hourAhead,
  backToNormal,
  chooseRelease,
  restartEngine,
  stopEngine,
  takePorts,
  applyNow,
  toggleAutomatic,
  openGallery,
  takeTour,
  endTour,
  openManual,
  openPalette,
  openShortcuts,
  toggleSingleKeys,
];

/** The command that a pressed key stands for where the focus is. */
export function commandFor(
  pressed: Pressed,
  where: { readonly place: FocusPlace; readonly isMac: boolean; readonly hasSingleKeys: boolean },
): Command | undefined {
  return COMMANDS.find(({ keys = [] }) =>
    keys.some((key) => {
      if (key.keys.length === 1 && !where.hasSingleKeys) return false;
      return worksAt(key, where.place) && isPressed(keysOn(key, where.isMac), pressed, where.isMac);
    }),
  );
}
