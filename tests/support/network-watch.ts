import { appendFileSync } from "node:fs";
import { Socket as Datagrams } from "node:dgram";
import dns from "node:dns";
import { isIP, Socket } from "node:net";

/*
 * Loaded into a host before anything else (`--import`): writes down every attempt to reach something, in this process and
 * its workers. Reaching is tried here, not on the wire: an attempt that a firewall would stop counts as well.
 */

const path = process.env["RUNWRIGHT_NETWORK_WATCH"] ?? "";

function note(what: string, whom: unknown): void {
  appendFileSync(path, `${what} ${JSON.stringify(whom) ?? "?"}\n`);
}

/** What was called goes on as it was meant to. */
function goOn(act: unknown, self: unknown, args: unknown[]): unknown {
  if (typeof act !== "function") throw new TypeError("Only functions are watched.");
  const answer: unknown = Reflect.apply(act, self, args);
  return answer;
}

const connect: unknown = Reflect.get(Socket.prototype, "connect");
Reflect.set(Socket.prototype, "connect", function watched(this: Socket, ...args: unknown[]): unknown {
  note("connect", args[0]);
  return goOn(connect, this, args);
});

const send: unknown = Reflect.get(Datagrams.prototype, "send");
Reflect.set(Datagrams.prototype, "send", function watched(this: Datagrams, ...args: unknown[]): unknown {
  note("send", args.at(-2));
  return goOn(send, this, args);
});

const lookup: unknown = Reflect.get(dns, "lookup");
Reflect.set(dns, "lookup", (...args: unknown[]): unknown => {
  // An address that is written as one is looked up nowhere.
  if (typeof args[0] !== "string" || isIP(args[0]) === 0) note("lookup", args[0]);
  return goOn(lookup, dns, args);
});
