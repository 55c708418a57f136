/** Where the focus goes when a dialog opens, and when it closes. */

const TEXT_FIELDS = "input:not([type='checkbox'], [type='radio'], [type='button'])";

/** A dialog that asks for a text has the focus in its field; others where they have it anyway. */
export function focusField(event: Event): void {
  const { target } = event;
  const field = target instanceof HTMLElement ? target.querySelector<HTMLInputElement>(TEXT_FIELDS) : null;
  if (field === null) return;
  event.preventDefault();
  field.focus();
  field.select();
}

/** The last place outside of dialogs: one that opens out of another one, as out of the palette, gives back to there. */
let place: HTMLElement | undefined;

/** Remembers who has the focus; gives the way to give it back, or where that is gone, to its pane. */
export function rememberFocus(): () => void {
  const active = document.activeElement;
  if (active instanceof HTMLElement && active !== document.body && active.closest("[role='dialog']") === null) {
    place = active;
  }
  const before = place;
  const pane = before?.closest<HTMLElement>("[data-pane]");
  return () => {
    const isThere = before?.isConnected === true;
    const instead = pane?.querySelector<HTMLElement>("[data-pane-focus]") ?? pane;
    (isThere ? before : instead)?.focus();
  };
}
