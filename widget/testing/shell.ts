/** The shell of a prompt, in a tab that draws nothing. Its prompts are seen after a second, as if all tabs were looked at. */

import type { Panel } from "../shell";

export const draw = (): Panel => ({ admit() {}, reflect() {}, element: { dataset: {}, addEventListener() {}, querySelector: () => null } }) as unknown as Panel;
export const enter = (_: Panel, { seen }: { seen(): void }): unknown => setTimeout(seen, 1e3);
export const leave = (): void => {};
export const narrow = (): boolean => false;
export const prepare = (): void => {};
export const quiet = async (): Promise<void> => {};
export const settle = (): void => {};
export const steps = (): void => {};
