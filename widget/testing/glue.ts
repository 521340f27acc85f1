/** A prompt without WebAssembly: what it is asked to show, its tab shows. */

import type { Host } from "../prompt/host";

declare const stage: { show(host: Host): void; hide(): void };

export default async (): Promise<void> => {};
export const mount = (): void => {};
export const show = (host: Host): void => stage.show(host);
export const gesture = (): void => {};
export const hide = (): void => stage.hide();
