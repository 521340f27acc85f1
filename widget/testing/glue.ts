/** A prompt without WebAssembly: what it is asked to show, its tab shows. */

import type { Host } from "../prompt/host";

declare const bridge: { show(host: Host): void; hide(): void };

export default async (): Promise<void> => {};
export const mount = (): void => {};
export const show = (host: Host): void => bridge.show(host);
export const gesture = (): void => {};
export const hide = (): void => bridge.hide();
