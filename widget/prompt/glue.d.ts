/** What wasm-bindgen writes, with the entrance that `xtask/src/build/short_names.rs` gives it. The bundler finds it. */
declare module "glue" {
  /** Starts the module that the response brings; what it exports is called through what `guard` makes of it. */
  export default function launch(how: {
    module_or_path: Response;
    guard(exports: WebAssembly.Exports): WebAssembly.Exports;
  }): Promise<void>;
  export function mount(look: CSSStyleSheet): void;
  export function draw(host: Pick<import("./host").Host, "content" | "placement">): void;
  export function show(host: import("./host").Host, look: CSSStyleSheet): void;
  export function hide(): void;
}
