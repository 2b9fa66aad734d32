/** The largest file of any kind that is taken in, in bytes: it is read as a stream. */
export const MAX_INCOMING_BYTES = 4 * 1024 * 1024 * 1024;
/** The largest of those that are read whole, in bytes. */
export const MAX_WHOLE_BYTES = 256 * 1024 * 1024;
