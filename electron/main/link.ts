/** A link that may be shown to a person, who may then open it. */
export type ShownLink = {
  /** The address as it would be asked for: host in ASCII, everything odd escaped. */
  readonly address: string;
  /** The host as it would be asked for (`xn--…` where letters are not ASCII), or the mail address. */
  readonly host: string;
  /** True when the host is written in letters beyond ASCII, some of which look like others ("аpple.com" in Cyrillic). */
  readonly isForeignScript: boolean;
};

/** No address that a person can look over is longer, in UTF-16 units. */
const MAX_ADDRESS_UNITS = 2_000;
const WEB = new Set(["http:", "https:"]);

/**
 * Reads an address by the rules of URLs. Null for what is never opened: anything but web and mail (`javascript:`,
 * `file:`, schemes of other programs), addresses that hide their host behind a user name, and overlong ones.
 */
export function judgeLink(address: string): ShownLink | null {
  const url = address.length > MAX_ADDRESS_UNITS ? null : URL.parse(address);
  if (url === null || url.href.length > MAX_ADDRESS_UNITS) return null;
  if (url.protocol === "mailto:") {
    // Whatever stands behind the "?" would fill in subject, text and further receivers.
    return { address: `mailto:${url.pathname}`, host: url.pathname, isForeignScript: false };
  }
  if (!WEB.has(url.protocol) || url.hostname === "" || url.username !== "" || url.password !== "") return null;
  const isForeignScript = url.hostname.split(".").some((label) => label.startsWith("xn--"));
  return { address: url.href, host: url.host, isForeignScript };
}
