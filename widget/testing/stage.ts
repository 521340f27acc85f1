/** A stage in a tab that draws nothing. */

import type { Panel } from "../stage";

export const draw = (): Panel => ({ admit() {}, reflect() {} }) as unknown as Panel;
export const enter = (): void => {};
export const leave = (): void => {};
export const narrow = (): boolean => false;
export const prepare = (): void => {};
export const settle = (): void => {};
export const steps = (): void => {};
