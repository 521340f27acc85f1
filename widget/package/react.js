/** Koe in React: a moment that comes with a component. */

import { useEffect, useRef } from "react";
import { koe } from "./index.js";

/** The moment has come when the component is in the page and `when` holds. */
export const useTouchpoint = (name, { when = true, segments } = {}) => {
  const told = useRef();
  useEffect(() => {
    // React's strict mode runs effects twice; a moment comes once.
    if (when && told.current !== name) koe("touchpoint", name, { segments });
    told.current = when ? name : undefined;
  }, [name, when]);
};
