/** Templates with groups of a match, as Go's `Regexp.ExpandString` fills them. */

/** A group: `$name` as long as it goes, or `${name}`; `$$` is a dollar sign. */
const GROUP = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;
const NUMBER = /^(?:0|[1-9]\d{0,8})$/;

/** What matched: groups by their numbers, and by names; undefined for one that took no part. */
export interface Groups {
  readonly byNumber: (number: number) => string | undefined;
  readonly byName: (name: string) => string | undefined;
}

/** The template with its groups filled in; nothing stands for a group that there is not. */
export function expandTemplate(template: string, { byNumber, byName }: Groups): string {
  return template.replace(GROUP, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    if (name === undefined) return "$";
    return (NUMBER.test(name) ? byNumber(Number(name)) : byName(name)) ?? "";
  });
}
