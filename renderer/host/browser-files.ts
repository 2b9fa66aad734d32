import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import type { TargetHandle } from "../../shared/contract/handles.ts";
import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";

/** Opens the browser's own picker; no files when the person cancels. Must be called from a click or a key. */
export function pickInBrowser(several: boolean): Promise<readonly File[]> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = several;
  // In the document, since a picker whose input was collected answers nobody; hidden, since the browser draws its own.
  input.hidden = true;
  document.body.append(input);
  return new Promise((resolve) => {
    const end = (): void => {
      input.remove();
      resolve([...(input.files ?? [])]);
    };
    input.addEventListener("change", end);
    input.addEventListener("cancel", end);
    input.click();
  });
}

/** Hands what was exported to a download target to the browser, which saves it as a download. */
export async function download(target: TargetHandle): Promise<Outcome<null, Failure>> {
  const address = `/downloads/${target}`;
  const there = await fetch(address, { method: "HEAD" }).catch((error: unknown) => String(error));
  if (typeof there === "string" || !there.ok) {
    return failed(plainFailure("io", "The export was written but could not be fetched. Export it again."));
  }
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
  return success(null);
}
