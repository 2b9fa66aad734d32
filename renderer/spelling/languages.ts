import { z } from "zod";

/** The languages whose dictionaries travel with the app. */
export const LANGUAGES = ["en-US", "en-GB"] as const;
export const Language = z.enum(LANGUAGES);
export type Language = z.infer<typeof Language>;

/** Where the two files of a language's dictionary lie, beside the page or, in tests, on the disk. */
export function dictionaryFiles(language: Language): { readonly affixes: URL; readonly words: URL } {
  switch (language) {
    case "en-US":
      return {
        affixes: new URL("../../node_modules/dictionary-en/index.aff", import.meta.url),
        words: new URL("../../node_modules/dictionary-en/index.dic", import.meta.url),
      };
    case "en-GB":
      return {
        affixes: new URL("../../node_modules/dictionary-en-gb/index.aff", import.meta.url),
        words: new URL("../../node_modules/dictionary-en-gb/index.dic", import.meta.url),
      };
  }
}

/** The licence of a language's word list, which goes where the word list goes. */
export function dictionaryLicence(language: Language): URL {
  switch (language) {
    case "en-US":
      return new URL("./LICENSE-dictionary-en.txt", import.meta.url);
    case "en-GB":
      return new URL("./LICENSE-dictionary-en-gb.txt", import.meta.url);
  }
}
