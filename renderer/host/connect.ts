import { Abilities } from "../../shared/contract/host-methods.ts";
import { openBridgeCarrier } from "./bridge-carrier.ts";
import type { Carrier, CarrierListeners } from "./carrier.ts";
import type { Host } from "./host.ts";
import { openHost } from "./open-host.ts";
import { openSocketCarrier } from "./socket-carrier.ts";

/** What a browser offers over the loopback. */
const LOOPBACK_ABILITIES: Abilities = { nativeDialogs: false, pdf: false, severalWindows: true, inSystem: false };

/** Connects the page to the host that serves it: Electron's bridge where preload has put one, else the loopback. */
export function connectHost(): Host {
  const bridge = window.host;
  const abilities = bridge === undefined ? LOOPBACK_ABILITIES : Abilities.parse(JSON.parse(bridge.describe()));
  const open = (listeners: CarrierListeners): Carrier =>
    bridge === undefined
      ? openSocketCarrier(listeners, new URL(location.origin))
      : openBridgeCarrier(listeners, bridge);
  return openHost(abilities, open);
}
