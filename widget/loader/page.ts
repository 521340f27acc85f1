/** The loader on one page: the calls, the touchpoints, and what is known while the page lives. */

import { forget, keep, kept, outbox } from "./clocks";
import { decide, type Decision } from "./decide";
import type { Detail, News, Order, Person } from "./order";
import { type Owner, owner, take } from "./queue";
import { type Import, reach } from "./release";
import { watch } from "./rules";
import { say } from "./say";
import { keys } from "./storage";
import type { PublicConfig } from "./wire";

type Given = { segments?: Record<string, unknown> };

/** Global Privacy Control: who sends it is asked, but not linked to a respondent. */
const signal = () => (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;

/**
 * Makes this loader the owner of `window.koe`. Where there is one already, a second tag says so and does nothing, and
 * the script evaluated anew by `release.ts`, which is no tag, hands over its configuration.
 */
export const own = (config: PublicConfig, script: HTMLScriptElement | null, load: Import): void => {
  const { site } = config;
  const first = owner();
  if (first || !script) {
    if (first && !script && first.config.site == site) first.config = config;
    else say(`a page has one classic script tag: this one, of "${site}", does nothing`);
    return;
  }

  const fired: string[] = [];
  let consent: string | undefined;
  let segments: Record<string, unknown> = {};
  let person: Person | undefined;
  let open: Partial<Order> | undefined;

  const permitted = () => (koe.config.require_consent ? consent == "granted" : consent != "denied");

  const judge = (touchpoints: string[]): Decision[] => {
    // The draw is made once, at the first touchpoint of its survey, and kept.
    for (const { id, touchpoints: own } of koe.config.surveys)
      if (permitted() && own.some((name) => touchpoints.includes(name)) && !(kept(site, `draw:${id}`) >= 0))
        keep(site, `draw:${id}`, Math.floor(Math.random() * 1e4));
    return decide(koe.config, {
      now: Date.now(),
      path: location.pathname,
      touchpoints,
      consent: permitted(),
      open: !!open,
      able: "WebAssembly" in window,
      kept: (name) => kept(site, name),
    });
  };

  const tell = (news: News, detail: Detail, quiet?: boolean): void => {
    if (!quiet && permitted()) {
      keep(site, `${news}:${detail.survey}`, Date.now());
      if (news == "prompted") keep(site, news, Date.now());
    }
    dispatchEvent(new CustomEvent(`koe:${news}`, { detail }));
  };

  const use = reach(script.src, load, () => koe.config);

  const prompt = (id: string, how: Partial<Order>, given?: Given): void => {
    if (open) return say("a prompt is open already");
    open = how;
    use((sender) => {
      if (open != how) return; // closed before it was there
      const survey = koe.config.surveys.find((survey) => survey.id == id);
      if (!survey) throw `no survey "${id}"`;
      return sender.show({
        origin: new URL(script.src).origin,
        config: koe.config,
        survey,
        segments: { ...segments, ...given?.segments },
        person: () => (koe.config.respect_gpc && signal() ? undefined : person),
        tell: (news, detail) => tell(news, detail, how.preview),
        ...how,
      });
    }, how.preview)
      .catch(say)
      .then(() => {
        if (open == how) open = undefined;
      });
  };

  const ask = (touchpoints: string[], given?: Given): void => {
    for (const due of judge(touchpoints))
      if (due.decision == "prompt") prompt(due.survey, { touchpoint: due.touchpoint }, given);
  };

  const calls: Record<string, (...given: any[]) => unknown> = {
    touchpoint(name: string, given?: Given) {
      fired.push(name);
      ask([name], given);
    },
    identify(who: Person) {
      person = who;
    },
    segments(given: Record<string, unknown>) {
      segments = { ...segments, ...given };
    },
    consent(given: string) {
      const before = permitted();
      consent = given;
      if (given == "denied") {
        forget(site);
        koe("close");
      } else if (!before) ask(fired);
    },
    why(callback?: (decisions: Decision[]) => void) {
      const decisions = judge(fired);
      callback?.(decisions);
      return Promise.resolve(decisions);
    },
    show(id: string) {
      permitted() ? prompt(id, { forced: true }) : say("no consent");
    },
    close() {
      if (open) use((sender) => sender.close()).catch(say);
      open = undefined;
    },
    on(news: News, callback: (detail: Detail) => void) {
      addEventListener(`koe:${news}`, (event) => callback((event as CustomEvent).detail));
    },
  };

  const koe: Owner = (name, ...given) => {
    try {
      return calls[name!]!(...given);
    } catch (error) {
      return say(`koe("${name}"): ${error}`);
    }
  };
  koe.config = config;
  take(koe);

  const preview = /[?&]koe-preview=([\w-]+)/.exec(location.search);
  if (preview) prompt(preview[1]!, { preview: true });

  for (const name in config.touchpoints) watch(config.touchpoints[name]!, () => koe("touchpoint", name));

  addEventListener(
    "click",
    (event) => {
      const marked = (event.composedPath() as HTMLElement[]).find((node) => node.dataset?.koeTouchpoint);
      if (marked) koe("touchpoint", marked.dataset.koeTouchpoint);
    },
    true,
  );

  if (keys(outbox(site))[0]) use((sender) => sender.start(new URL(script.src).origin, site)).catch(say);
};
