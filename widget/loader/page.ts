/** The loader on one page: the touchpoints that have come, the prompt that is open, and what is known while the page lives. */

import { forget, kept, outbox } from "./clocks";
import { decide, foremost, type Ruling } from "./decide";
import { draw } from "./draw";
import { language } from "./language";
import { listen } from "./listen";
import type { Detail, News, Order, Person } from "./order";
import { attach, installed, type KoeApi } from "./queue";
import { senderLoader, type Source } from "./release";
import { address, follow, route } from "./routes";
import type { Watch } from "./rules/condition";
import { say } from "./say";
import { keys } from "./storage";
import type { PublicConfig } from "./wire";

type Given = { segments?: Record<string, unknown> } | null;

/** Milliseconds after `beforeunload` in which the page may still unload. A page that is there later stays: it was a download. */
const LEAVING = 1e4;

/** Global Privacy Control: who sends it is asked, but not linked to a respondent. */
const signal = () => (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;

/**
 * Makes this loader the owner of `window.koe`. Where there is one already, a second tag says so and does nothing, and
 * a script that is no tag hands over its configuration.
 */
export const install = (config: PublicConfig, watch: Watch | 0, source?: Source | ""): void => {
  const { site } = config;
  // Without a prototype: looking up a touchpoint's name must not find a property that all objects have.
  Object.setPrototypeOf(config.touchpoints, null);
  const first = installed();
  if (first.config || !source) {
    if (!source && first.config?.site == site) Object.assign(first, { config, watch });
    else say(`one classic tag a page: "${site}" does nothing`);
    return;
  }

  const { src, load } = source;
  const { origin } = new URL(src);
  let last = route();
  let consent: string | undefined;
  let segments: Record<string, unknown> = {};
  let person: Person | undefined;
  let open: Partial<Order> | undefined;
  /** The survey whose files are there, or were asked for, before it is due. */
  let warm: string | undefined;
  /** While a preview waits for the newest configuration: all calls after it wait with it. */
  let renewing: Promise<unknown> | 0;

  /** Whether a touchpoint can come on this page. One without a rule can come on all. */
  const matchesPage = (touchpoint: string): boolean => RegExp(koe.config.touchpoints[touchpoint]?.url || "").test(address());

  const permitted = () => (koe.config.require_consent ? consent == "granted" : consent != "denied");

  const judge = (touchpoints: string[], inTheWay: unknown = open): Ruling[] => {
    if (permitted()) draw(koe.config, touchpoints);
    const clock = (name: string) => kept(site, name);
    return decide(koe.config, Date.now(), clock, touchpoints, matchesPage, permitted(), inTheWay, "WebAssembly" in window);
  };

  /** The address of one of the prompt's files, in the newest release this page knows. */
  const file = (name: keyof PublicConfig["assets"]) => origin + koe.config.assets[name];
  const withSender = senderLoader(source, file);
  const survey = (id: string) => koe.config.surveys.find((survey) => survey.id == id);

  const prompt = (id: string, how: Partial<Order>, given?: Given): void => {
    if (!survey(id)) return say(`no survey "${id}"`);
    if (open) return;
    open = how;
    const texts: NonNullable<Order["texts"]> = {};
    let left = 0;
    // Removed once the question was seen: a page with this listener may be kept out of the back-forward cache.
    const seen = listen(window, "beforeunload", () => (left = Date.now()));
    withSender((sender) => {
      if (open != how || !survey(id)) return; // closed before the sender came, or removed from the configuration
      return sender.show({
        origin,
        config: koe.config,
        survey: survey(id)!,
        texts,
        segments: { ...segments, ...given?.segments },
        person: () => (koe.config.respect_gpc && signal() ? undefined : person),
        leaving: () => Date.now() - left < LEAVING,
        due: () => !how.touchpoint || foremost(judge([how.touchpoint], 0))?.survey == id,
        tell(news, detail) {
          seen();
          how.seen = true;
          sender.tell(news, detail, !how.preview && permitted() && site);
        },
        ...how,
      });
    }).then(() => {
      seen();
      if (open == how) open = undefined;
    });
    // The question's files load beside the sender, unless they were fetched ahead; where a policy blocks them, the sender finds
    // out. Of the text files, only one that is sure to be needed is fetched.
    if (warm == id) return;
    load(file("prompt")).catch(String);
    const { locales } = koe.config;
    for (const lang of locales)
      if (lang == language() || !locales[1]) {
        const url = origin + `/t/${site}/${survey(id)!.content}-${lang}.json`;
        // The page may have replaced `fetch` by a function that throws.
        (texts[url] = (async () => fetch(url))()).catch(String);
      }
  };

  const ask = (touchpoints: string[], given?: Given): void => {
    const due = foremost(judge(touchpoints));
    if (due) prompt(due.survey, { touchpoint: due.touchpoint }, given);
  };

  /** Starts the rules of the touchpoints that can come on this page, and stops all others. A running rule ends with its route. */
  const arm = (): void => {
    const { come, config, waits } = koe;
    const moved = last != (last = route());
    if (moved) come.length = 0;
    if (open?.touchpoint && !matchesPage(open.touchpoint)) withSender((sender) => sender.withdraw?.());
    for (const name of Object.keys(config.touchpoints)) {
      if (moved || !matchesPage(name)) {
        waits[name]?.stop();
        delete waits[name];
      }
      try {
        if (matchesPage(name)) waits[name] ||= (koe.watch as Watch)(config.touchpoints[name]!.when, listen, () => koe("touchpoint", name));
      } catch (error) {
        say(`touchpoint "${name}": ${error}`);
      }
    }
    // In a separate task: together with the rest it would be a long task on a slow device.
    setTimeout(() => {
      const due = foremost(judge(Object.keys(waits)));
      if (due) withSender((sender) => sender.warm?.(origin, config, survey((warm = due.survey))!));
      if (keys(outbox(site))[0]) withSender((sender) => sender.start(origin, site));
    });
  };

  /** A call throws the argument that is wrong. `explain` has the words for it, and the calls that are missing here. */
  const calls: Record<string, (...given: any[]) => unknown> = {
    __proto__: null!,
    touchpoint(name: string, given?: Given) {
      if (!koe.config.surveys.some(({ touchpoints }) => touchpoints.includes(name))) throw name;
      koe.come.push(name);
      ask([name], given);
    },
    identify(who?: Person) {
      if (who && !who.id) throw who;
      person = who;
    },
    segments(given: Record<string, unknown>) {
      if (typeof given != "object") throw given;
      segments = { ...segments, ...given };
    },
    consent(given: string) {
      if (!/^(granted|denied)$/.test(given)) throw given;
      const before = permitted();
      consent = given;
      if (given == "denied") {
        forget(site);
        koe("close");
      } else if (!before) ask(koe.come);
    },
    show(id: string) {
      // A prompt that nobody has seen yet gives way to the one that the page asks for.
      if (open?.touchpoint && !open.seen && survey(id)) koe("close");
      if (open || !permitted()) throw open;
      prompt(id, { forced: true });
    },
    preview(id: string) {
      renewing = withSender(Boolean, true).then(() => {
        renewing = 0;
        prompt(id, { preview: true });
      });
    },
    close() {
      if (open) withSender((sender) => sender.close());
      open = undefined;
    },
    on(news: News, callback: (detail: Detail) => void) {
      if (!/^(prompt|answer|dismiss)ed$/.test(news) || !callback?.call) throw news;
      listen<CustomEvent>(window, `koe:${news}`, ({ detail }) => callback(detail));
    },
  };

  const koe: KoeApi = Object.assign(
    (name = "", ...given: unknown[]) => {
      try {
        return renewing ? renewing.then(() => koe(name, ...given)) : calls[name]!(...given);
      } catch (error) {
        return withSender((sender) => sender.explain?.(koe, name, given, error));
      }
    },
    { config, watch, come: [], waits: { __proto__: null! }, judge },
  );
  judge([]); // throws if the configuration is broken, before anything is changed

  const [, mode, id] = /[?&]koe-(preview|debug)=?([\w-]*)/.exec(location.search) || [];
  if (mode) koe(mode, id); // before anything else can prompt

  attach(koe, first.q as Iterable<any> | undefined);
  arm();
  follow(arm);
  listen(window, "click", (event) => {
    const marked = (event.composedPath() as HTMLElement[]).find((node) => node.matches?.("[data-koe-touchpoint]"));
    if (marked) koe("touchpoint", marked.dataset.koeTouchpoint);
  });
};
