/** The longest name that every file system takes, in bytes of UTF-8, with room for an ending that is added. */
const MAX_NAME_BYTES = 200;
/** The longest ending that is kept when a name is shortened, its dot included. */
const LONGEST_ENDING = /\.[0-9a-z]{1,10}$/iu;
/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/iu;
/** What some file system refuses, what could lead out of a folder, and what turns the reading direction. */
const UNSAFE_IN_NAMES = /[\p{Cc}\p{Cs}<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/gu;

/** A name for one file or folder, fit for every system, from what a page proposes. Never empty, never a path. */
export function safeFileName(proposed: string): string {
  const plain = shortened(proposed.replace(UNSAFE_IN_NAMES, "-")).replace(/^[. ]+|[. ]+$/gu, "");
  if (plain === "") return "run";
  return DEVICE_NAME.test(plain) ? `_${plain}` : plain;
}

function shortened(name: string): string {
  const ending = LONGEST_ENDING.exec(name)?.[0] ?? "";
  let stem = Array.from(name.slice(0, name.length - ending.length));
  while (Buffer.byteLength(stem.join("")) + ending.length > MAX_NAME_BYTES) stem = stem.slice(0, -1);
  return stem.join("") + ending;
}
