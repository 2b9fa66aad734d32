import { BridgeNews, type Bridge } from "../../shared/contract/bridge.ts";
import { WireOutcome } from "../../shared/contract/wire.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";
import type { Carrier, CarrierListeners } from "./carrier.ts";

declare global {
  interface Window {
    /** There in Electron alone, where preload has put it. */
    readonly host?: Bridge<File>;
  }
}

/** Carries calls over Electron's bridge. */
export function openBridgeCarrier(listeners: CarrierListeners, bridge: Bridge<File>): Carrier {
  async function call(method: string, request: unknown, dropped?: readonly File[]): Promise<Outcome<unknown, Failure>> {
    return WireOutcome.parse(JSON.parse(await bridge.call(method, JSON.stringify(request), dropped)));
  }

  bridge.subscribe((text) => {
    const news = BridgeNews.parse(JSON.parse(text));
    switch (news.kind) {
      case "event":
        listeners.onEvent(news.name, news.payload);
        return;
      case "line":
        listeners.onLine(news.state);
        return;
      case "closing":
        listeners.onClosing();
        return;
    }
  });
  return {
    call,
    lendFiles: (files) => call("host.lendDropped", {}, files),
  };
}
