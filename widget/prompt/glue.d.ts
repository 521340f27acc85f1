/** What wasm-bindgen writes, with the entrance that `xtask/src/build/short_names.rs` gives it. The bundler finds it. */
declare module "glue" {
  type Host = import("./host").Host;
  /** Starts the module that the response brings; what it exports is called through what `guard` makes of it. */
  export default function launch(how: {
    module_or_path: Response;
    guard(exports: WebAssembly.Exports): WebAssembly.Exports;
  }): Promise<void>;
  export function mount(steps: HTMLElement): void;
  export function show(host: Host): void;
  export const gesture: import("../shell/question").Gesture;
  export function hide(): void;
}
