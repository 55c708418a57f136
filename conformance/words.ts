/** Octets of messages, put together by hand. */

/** Numbers of two octets each. */
export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => {
    bytes.writeUInt16BE(value & 0xffff, index * 2);
  });
  return bytes;
}

/** Numbers of four octets each. */
export function longs(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32BE(value >>> 0, index * 4);
  });
  return bytes;
}

/** A name in wire format; a backslash escapes the next character or three digits. */
export function encodeName(name: string): Buffer {
  const labels: number[][] = [[]];
  for (let index = 0; index < name.length; index++) {
    const character = name[index] ?? "";
    if (character === ".") labels.push([]);
    else if (character === "\\" && /^\d{3}/.test(name.slice(index + 1))) {
      labels.at(-1)?.push(Number(name.slice(index + 1, index + 4)));
      index += 3;
    } else if (character === "\\") labels.at(-1)?.push(name.charCodeAt(++index));
    else labels.at(-1)?.push(...Buffer.from(character, "utf8"));
  }
  const filled = labels.filter((label) => label.length > 0);
  return Buffer.from([...filled.flatMap((label) => [label.length, ...label]), 0]);
}

export function ipv6Octets(address: string): Buffer {
  const [head = "", tail] = address.split("::");
  const groups = (text: string): number[] =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  return words(...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right);
}
