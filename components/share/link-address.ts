/** The link in the address of this page, and the address that a link of this page has. */

const FORM = /^#w\d{1,4}=/;

/** The fragment, when it has the form of a link; undefined otherwise. */
export function linkInAddress(): string | undefined {
  return FORM.test(location.hash) ? location.hash : undefined;
}

/** Takes the link out of the address once it is decided about: a reload asks nothing again, the same link does. */
export function forgetLink(): void {
  if (linkInAddress() !== undefined) history.replaceState(history.state, "", location.pathname + location.search);
}

/** The whole address of a link. */
export function addressOf(fragment: string): string {
  return `${location.origin}${location.pathname}#${fragment}`;
}
