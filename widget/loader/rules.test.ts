/** The rules, one by one and in their order, on a page made of globals. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import vectors from "../../shared/tests/vectors/patterns.json";
import { watch } from "./rules";
import type { PublicWhen } from "./wire";

type Timer = { task: () => void; at: number };

/** A page: time, scrolling, visibility, elements in view, and what listens to them. */
class Page extends EventTarget {
  now = 1e6;
  scrollY = 0;
  readonly innerHeight = 500;
  hidden = false;
  maxTouchPoints = 0;
  timers: Timer[] = [];
  watched: object[] = [];
  elements: object[] = [];
  sight?: (entries: object[]) => void;
  mutated?: () => void;
  listening = 0;

  override addEventListener(...given: Parameters<EventTarget["addEventListener"]>): void {
    const { signal } = (given[2] || {}) as AddEventListenerOptions;
    assert.ok(signal, "all that is attached can be undone");
    this.listening++;
    signal.addEventListener("abort", () => this.listening--);
    super.addEventListener(...given);
  }

  tell(name: string, more: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(name), more));
  }

  pass(time: number): void {
    const end = this.now + time;
    for (;;) {
      const due = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.timers.splice(this.timers.indexOf(due), 1);
      this.now = Math.max(this.now, due.at);
      due.task();
    }
    this.now = end;
  }

  scroll(to: number): void {
    this.scrollY = to;
    this.dispatchEvent(Object.defineProperty(new Event("scroll"), "timeStamp", { value: this.now }));
  }

  hide(hidden: boolean): void {
    this.hidden = hidden;
    this.tell("visibilitychange");
  }
}

let page: Page;

beforeEach(() => {
  page = new Page();
  const here = (name: keyof Page) => ({ configurable: true, get: () => page[name] });
  Object.defineProperties(globalThis, {
    document: { configurable: true, value: page },
    scrollY: here("scrollY"),
    innerHeight: here("innerHeight"),
    navigator: { configurable: true, value: page },
    addEventListener: { configurable: true, value: page.addEventListener.bind(page) },
    setTimeout: {
      configurable: true,
      value: (task: () => void, delay: number) => {
        const timer = { task, at: page.now + delay };
        page.timers.push(timer);
        return timer;
      },
    },
    clearTimeout: {
      configurable: true,
      value: (timer?: Timer) => (page.timers = page.timers.filter((other) => other != timer)),
    },
    IntersectionObserver: {
      configurable: true,
      value: class {
        constructor(seen: (entries: object[]) => void) {
          page.sight = seen;
        }
        observe(element: object) {
          if (!page.watched.includes(element)) page.watched.push(element);
        }
        disconnect() {
          page.watched = [];
        }
      },
    },
    MutationObserver: {
      configurable: true,
      value: class {
        constructor(mutated: () => void) {
          page.mutated = mutated;
        }
        observe() {
          page.listening++;
        }
        disconnect() {
          page.listening--;
        }
      },
    },
  });
  Object.assign(page, {
    documentElement: { scrollHeight: 2000 },
    querySelector(selector: string) {
      if (selector.includes("[[")) throw new SyntaxError(`'${selector}' is not a valid selector`);
    },
    querySelectorAll: () => page.elements,
  });
  Date.now = () => page.now;
});

/** How often a touchpoint has come, and what stops it. */
const waiting = (when: Partial<PublicWhen>) => {
  const seen = { times: 0, wait: undefined as ReturnType<typeof watch> | undefined };
  seen.wait = watch({ dwell_ms: 0, ...when }, () => seen.times++);
  return seen;
};

type Step = [what: string, step: () => void, times: number];

const CASES: [name: string, when: Partial<PublicWhen>, steps: Step[]][] = [
  ["arriving is enough", {}, [["a turn", () => page.pass(0), 1]]],
  [
    "a time on the page",
    { dwell_ms: 20_000 },
    [
      ["not yet", () => page.pass(19_999), 0],
      ["now", () => page.pass(1), 1],
      ["once", () => page.pass(99_999), 1],
    ],
  ],
  [
    "only while the page is seen",
    { dwell_ms: 20_000 },
    [
      ["half of it", () => page.pass(10_000), 0],
      ["in another tab", () => (page.hide(true), page.pass(60_000)), 0],
      ["back", () => (page.hide(false), page.pass(9_999)), 0],
      ["now", () => page.pass(1), 1],
    ],
  ],
  [
    "a tab that nobody has seen",
    {},
    [
      ["opened behind", () => (page.hide(true), page.pass(1_000)), 0],
      ["seen", () => (page.hide(false), page.pass(0)), 1],
    ],
  ],
  [
    "a depth of scrolling",
    { scroll: 0.5 },
    [
      ["at the top", () => page.pass(0), 0],
      ["less", () => page.scroll(498), 0],
      ["enough, but for a pixel", () => page.scroll(499), 1],
      ["once", () => page.scroll(900), 1],
    ],
  ],
  ["a page without scrolling is seen to its end", { scroll: 0.25 }, [["a turn", () => page.pass(0), 1]]],
  [
    "a time, then a depth that is kept",
    { dwell_ms: 1_000, scroll: 0.5 },
    [
      ["too early", () => page.scroll(1_500), 0],
      ["still there", () => page.pass(1_000), 1],
    ],
  ],
  [
    "a time, then a depth that has gone",
    { dwell_ms: 1_000, scroll: 0.5 },
    [
      ["too early", () => page.scroll(1_500), 0],
      ["gone", () => (page.scroll(0), page.pass(1_000)), 0],
      ["again", () => page.scroll(600), 1],
    ],
  ],
  [
    "an element in view",
    { in_view: ".price" },
    [
      ["there is none", () => page.pass(0), 0],
      ["added later", () => (page.elements.push({}), page.mutated!()), 0],
      ["a corner of it", () => page.sight!([{ intersectionRatio: 0.2, intersectionRect: { height: 40 } }]), 0],
      ["half of it", () => page.sight!([{ intersectionRatio: 0.5, intersectionRect: { height: 100 } }]), 1],
    ],
  ],
  [
    "an element higher than the view",
    { in_view: "article" },
    [
      ["a turn", () => page.pass(0), 0],
      ["half of the view", () => page.sight!([{ intersectionRatio: 0.05, intersectionRect: { height: 250 } }]), 1],
    ],
  ],
  [
    "a click inside an element",
    { click: ".buy" },
    [
      ["a turn", () => page.pass(0), 0],
      ["beside it", () => page.tell("click", { composedPath: () => [{ matches: () => false }, {}] }), 0],
      ["inside it", () => page.tell("click", { composedPath: () => [{}, { matches: (s: string) => s == ".buy" }] }), 1],
    ],
  ],
  [
    "a click, and then a delay",
    { click: ".buy", delay_ms: 500 },
    [
      ["clicked", () => (page.pass(0), page.tell("click", { composedPath: () => [{ matches: () => true }] })), 0],
      ["not yet", () => page.pass(499), 0],
      ["now", () => page.pass(1), 1],
    ],
  ],
  [
    "the pointer leaves through the top",
    { exit: true },
    [
      ["a turn", () => page.pass(0), 0],
      ["onto something else", () => page.tell("mouseout", { relatedTarget: {}, clientY: -1 }), 0],
      ["through the side", () => page.tell("mouseout", { relatedTarget: null, clientY: 300 }), 0],
      ["through the top", () => page.tell("mouseout", { relatedTarget: null, clientY: -1 }), 1],
    ],
  ],
  [
    "a finger flings the page back",
    { exit: true },
    [
      ["down", () => (page.pass(0), (page.maxTouchPoints = 5), page.scroll(900)), 0],
      ["slowly up", () => (page.pass(100), page.scroll(650)), 0],
      ["a pause, and a jump to the top", () => (page.pass(2_000), page.scroll(0)), 0],
      ["down again", () => (page.pass(100), page.scroll(900)), 0],
      ["fast up", () => (page.pass(16), page.scroll(840)), 1],
    ],
  ],
  [
    "a wheel may be as fast as it likes",
    { exit: true },
    [
      ["down", () => (page.pass(0), page.scroll(900)), 0],
      ["fast up", () => (page.pass(16), page.scroll(0)), 0],
    ],
  ],
  [
    "after twenty seconds, when they turn to leave",
    { dwell_ms: 20_000, exit: true },
    [
      ["too early", () => page.tell("mouseout", { relatedTarget: null, clientY: -1 }), 0],
      ["the time has come", () => page.pass(20_000), 0],
      ["now", () => page.tell("mouseout", { relatedTarget: null, clientY: -1 }), 1],
    ],
  ],
];

for (const [name, when, steps] of CASES)
  test(`rule: ${name}`, () => {
    const seen = waiting(when);
    for (const [what, step, times] of steps) {
      step();
      assert.equal(seen.times, times, what);
    }
    if (seen.times) assert.deepEqual([page.listening, page.timers, page.watched], [0, [], []], "nothing is left behind");
  });

for (const [name, when] of CASES)
  test(`rule stopped: ${name}`, () => {
    const seen = waiting(when);
    seen.wait!.stop();
    assert.deepEqual([page.listening, page.timers, page.watched], [0, [], []]);
    page.pass(1e6);
    page.scroll(2_000);
    assert.equal(seen.times, 0);
  });

test("rule: it can be told what is waited for", () => {
  const { wait } = waiting({ dwell_ms: 1_000, scroll: 0.5, click: "a" });
  const seen = [wait!.next];
  page.pass(1_000);
  seen.push(wait!.next);
  page.scroll(1_000);
  seen.push(wait!.next);
  page.tell("click", { composedPath: () => [{ matches: () => true }] });
  assert.deepEqual([...seen, wait!.next], ["dwell_ms", "scroll", "click", undefined]);
});

test("rule: a selector that is none throws before anything is attached", () => {
  for (const name of ["click", "in_view"]) assert.throws(() => waiting({ [name]: "a[[" }), SyntaxError);
  assert.deepEqual([page.listening, page.timers], [0, []]);
});

test("rule: a pattern's expression fits what its vector says", () => {
  for (const { expression, fits, not } of vectors) {
    for (const address of fits) assert.ok(RegExp(expression).test(address), `${expression} fits ${address}`);
    for (const address of not) assert.ok(!RegExp(expression).test(address), `${expression} does not fit ${address}`);
  }
  assert.ok(vectors.length > 10);
});
