/** Koe in Vue: a plugin that loads it, and a moment that comes with a component. */

import { onMounted, toValue, watch } from "vue";
import { koe, load } from "./index.js";

/** `app.use(plugin, { origin, site })`; templates call `$koe`. */
export const plugin = {
  install(app, tag) {
    app.config.globalProperties.$koe = load(tag);
  },
};

/** The moment has come when the component is in the page and `when` holds. */
export const useTouchpoint = (name, { when = true, segments } = {}) => {
  // Not before it is mounted, so that a server rendering the component tells nothing.
  onMounted(() =>
    watch(
      () => toValue(when) && toValue(name),
      (moment) => moment && koe("touchpoint", moment, { segments: toValue(segments) }),
      { immediate: true },
    ),
  );
};
