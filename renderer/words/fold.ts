/** Lower case without diacritics, unit for unit where that is possible: ranges then fit the title as it is written. */
export function fold(text: string): string {
  let folded = "";
  for (const sign of text) {
    const bare = sign.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    folded +=
      bare.length === sign.length ? bare : sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign;
  }
  return folded;
}
