/**
 * The script of the hosted page: puts the prompt in the place of the plain form. Whatever goes wrong, the form stays, and
 * does the same without script.
 */

import type { Sender } from "../loader/order";
import { say } from "../loader/say";
import { alone } from "./alone";
import { framed } from "./framed";
import type { HostedPage } from "../loader/wire";

const begin = async (): Promise<void> => {
  const page: HostedPage = JSON.parse(document.getElementById("koe-page")!.textContent!);
  const sender: Sender = await import(page.assets.sender);
  await (page.frame ? framed : alone)(page, document.getElementById("koe")!, sender);
};

begin().catch(say);
