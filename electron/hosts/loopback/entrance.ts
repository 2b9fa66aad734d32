import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/*
 * Who may come in (house, section 2). An address holds a token; the page behind it posts the token and gets a signed
 * cookie for it. There are two kinds of token. The printed address's opens the door any number of times while the
 * process lives. The one for the window that the app opens itself works once, since that address stands in the list of
 * processes for everyone on the machine to read; only the post uses it up, so that a look by GET or HEAD does no harm.
 */

/** Bytes of a token and of a cookie's own number: too many to guess. */
const SECRET_BYTES = 32;
/** Single-use tokens that may wait for their window at one time; older ones are forgotten. */
const MAX_SINGLE_USE = 32;
/** Cookies longer than this are not looked at. */
const MAX_COOKIE_UNITS = 400;

export type Entrance = {
  /** The cookie's name: it carries the port, since cookies do not know ports and a machine may run several libraries. */
  readonly cookieName: string;
  /** The token of the printed address. */
  readonly token: string;
  /** A token that opens the door once. */
  singleUseToken(): string;
  /** The `Set-Cookie` for a token, or null when it opens nothing (any more). */
  exchange(token: string): string | null;
  /** True when the request's `Cookie` header holds a cookie that this library's key has signed for this port. */
  admits(cookieHeader: string | undefined): boolean;
};

/** Makes the door's entrance. `key` is the library's, kept beside it, so that cookies outlive the process. */
export function openEntrance(key: Buffer, port: number): Entrance {
  const cookieName = `runwright-${String(port)}`;
  const token = newSecret();
  const singleUse = new Set<string>();

  function signature(number: string): string {
    return createHmac("sha256", key).update(`${cookieName}|${number}`).digest("base64url");
  }

  function newCookie(): string {
    const number = newSecret();
    return `${cookieName}=${number}.${signature(number)}; Path=/; HttpOnly; SameSite=Strict`;
  }

  return {
    cookieName,
    token,
    singleUseToken() {
      const once = newSecret();
      singleUse.add(once);
      const oldest = singleUse.values().next();
      if (singleUse.size > MAX_SINGLE_USE && oldest.done !== true) singleUse.delete(oldest.value);
      return once;
    },
    exchange(offered) {
      if (isSame(offered, token)) return newCookie();
      const once = [...singleUse].find((held) => isSame(offered, held));
      if (once === undefined) return null;
      singleUse.delete(once);
      return newCookie();
    },
    admits(cookieHeader) {
      return cookiesNamed(cookieName, cookieHeader).some((cookie) => {
        const [number, signed, ...rest] = cookie.split(".");
        if (number === undefined || signed === undefined || rest.length > 0) return false;
        return isSame(signed, signature(number));
      });
    },
  };
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** Compares in a time that does not tell how much was right. */
function isSame(offered: string, wanted: string): boolean {
  const left = Buffer.from(offered);
  const right = Buffer.from(wanted);
  return left.length === right.length && timingSafeEqual(left, right);
}

function cookiesNamed(name: string, header: string | undefined): string[] {
  if (header === undefined) return [];
  return header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`) && pair.length <= MAX_COOKIE_UNITS)
    .map((pair) => pair.slice(name.length + 1));
}
