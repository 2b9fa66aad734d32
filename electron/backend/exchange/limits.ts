/** The largest file of those that are read whole, in bytes. */
export const MAX_WHOLE_BYTES = 256 * 1024 * 1024;
