import { isDrawn } from "../support/app-page.ts";
import { beginRun, saved } from "./by-keys.ts";
import { expect, test } from "./test.ts";

test("[DT17] without its typefaces, dictionaries and guides a page is drawn and written on", async ({ launch }) => {
  const app = await launch();
  const { page } = app;
  await page.route(/\.(?:woff2|aff|dic|md)(?:\?|$)/u, (route) => route.abort());
  await page.reload();
  await isDrawn(page);
  await beginRun(page, "Bare");
  await page.keyboard.type("It is dark.");
  await saved(page);
  await page.keyboard.press("F1");
  const help = page.getByRole("dialog", { name: "Help" });
  await expect(help.getByRole("alert")).toHaveText(/The guide is not there/u);
  await help.getByRole("button", { name: "About Runwright" }).click();
  await help.getByRole("button", { name: "Show the licences" }).click();
  await expect(help.getByRole("textbox", { name: "Licences" })).toHaveValue(/not beside this page/u);
});
