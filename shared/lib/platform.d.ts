/**
 * The globals that every platform of Runwright has (page, Node, Electron's processes, workers) and that the
 * ECMAScript library does not declare. Only what `shared` uses stands here; where the DOM's or Node's own
 * types are loaded, this file is not part of the program.
 */

declare const crypto: {
  /** Fills the array with random bytes fit for ids and returns it; at most 65,536 bytes a call. */
  getRandomValues<T extends Uint8Array | Uint16Array | Uint32Array>(array: T): T;
};

declare class TextEncoder {
  /** UTF-8; a lone surrogate becomes U+FFFD. */
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  /** With `fatal`, throws a TypeError at the first byte that is not valid. */
  decode(bytes?: Uint8Array | ArrayBuffer, options?: { stream?: boolean }): string;
}
