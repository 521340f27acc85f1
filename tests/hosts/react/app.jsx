// A shop as a single page in React: three routes, each a component, with the history as its router.
import { StrictMode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";

/** The path of the route, and a way to another one. */
const useRoute = () => {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const moved = () => setPath(location.pathname);
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, []);
  const go = (to) => {
    history.pushState(null, "", to);
    setPath(to);
  };
  return [path, go];
};

const Shop = () => (
  <>
    <h1>Kokage</h1>
    <p>A page with <em>a style</em> of its own.</p>
    <form>
      <input id="search" placeholder="Search" />
    </form>
    <div>
      <p>The end of the page.</p>
    </div>
  </>
);

const Thanks = () => <h1>Thank you</h1>;

/** Drawn anew with every tick, around the place of an inline prompt. */
const Desk = () => {
  const [ticks, setTicks] = useState(0);
  return (
    <section data-ticks={ticks}>
      <button id="tick" type="button" onClick={() => setTicks(ticks + 1)}>
        {ticks} ticks
      </button>
      <div className="place" data-koe-inline="visit-csat" />
      <p>{ticks % 2 ? "odd" : "even"}</p>
    </section>
  );
};

const App = () => {
  const [path, go] = useRoute();
  const link = (id, to) => (
    <a id={id} href={to} onClick={(event) => (event.preventDefault(), go(to))}>
      {to}
    </a>
  );
  return (
    <main>
      <nav>
        {link("home", "/")} {link("thanks", "/thanks")} {link("desk", "/desk")}
      </nav>
      {path === "/thanks" ? <Thanks /> : path === "/desk" ? <Desk /> : <Shop />}
    </main>
  );
};

createRoot(document.getElementById("app")).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
