/** The rules, one by one and in their order, on a page made of globals: from their source, and as a site's script has them. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";

import vectors from "../../shared/tests/vectors/patterns.json";
import { listen } from "./listen";
import { CONDITIONS } from "./rules";
import type { Wait, Watch } from "./rules/condition";
import { watch } from "./watch";
import type { PublicWhen } from "./wire";

type Timer = { task: () => void; at: number };

/** Node's own removing does not know `true`. */
const CAPTURING = { capture: true };

/** A page: time, scrolling, visibility, elements in view, and what listens to them. */
class Page extends EventTarget {
  now = 1e6;
  readonly innerHeight = 500;
  readonly innerWidth = 1000;
  hidden = false;
  hash = "";
  timers: Timer[] = [];
  watched: object[] = [];
  elements: object[] = [];
  sight?: (entries: object[]) => void;
  mutated?: () => void;
  listening = 0;
  /** What the page itself scrolls by. */
  readonly scrollingElement = { clientWidth: 1000, clientHeight: 485, scrollTop: 0, scrollHeight: 2000 };

  override addEventListener(...given: Parameters<EventTarget["addEventListener"]>): void {
    assert.equal(given[2], true, "options are the page's to wrap; a boolean means the same to all");
    this.listening++;
    super.addEventListener(given[0], given[1], CAPTURING);
  }

  override removeEventListener(...given: Parameters<EventTarget["removeEventListener"]>): void {
    assert.equal(given[2], true);
    this.listening--;
    super.removeEventListener(given[0], given[1], CAPTURING);
  }

  tell(name: string, more: object = {}): void {
    const event = new Event(name);
    for (const [key, value] of Object.entries(more)) Object.defineProperty(event, key, { value });
    this.dispatchEvent(event);
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

  /** An event, at this moment. */
  private at(name: string, more: object): void {
    this.tell(name, Object.defineProperty(more, "timeStamp", { value: this.now, enumerable: true }));
  }

  scroll(to: number): void {
    this.scrollingElement.scrollTop = to;
    this.at("scroll", {});
  }

  /** An element of this size is scrolled inside the page. */
  scrollInside(clientWidth: number, clientHeight: number, scrollTop: number): void {
    const target = { clientWidth, clientHeight, scrollTop, scrollHeight: 2000 };
    this.at("scroll", { target });
  }

  /** Fingers lie, move or leave: where the one is that does, and how many lie then. */
  touch(name: "touchstart" | "touchmove" | "touchend", clientY: number, fingers = name == "touchend" ? 0 : 1): void {
    this.at(name, { changedTouches: [{ clientY }], touches: Array(fingers).fill({}) });
  }

  /** A finger goes this way: so many pixels after so many milliseconds, each time. The page follows, unless it can't. */
  drag(steps: [pixels: number, after: number][], follows = true): void {
    let y = 100;
    this.touch("touchstart", y);
    for (const [pixels, after] of steps) {
      this.pass(after);
      if (pixels) this.touch("touchmove", (y += pixels));
      if (pixels && follows) this.scroll(this.scrollingElement.scrollTop - pixels);
    }
    this.touch("touchend", y);
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
    window: { configurable: true, value: page },
    location: { configurable: true, value: page },
    innerHeight: here("innerHeight"),
    innerWidth: here("innerWidth"),
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
    querySelector(selector: string) {
      if (selector.includes("[[")) throw new SyntaxError(`'${selector}' is not a valid selector`);
    },
    querySelectorAll: () => page.elements,
  });
  Date.now = () => page.now;
});

/** As the edge puts it together: the code of these conditions, and of no other. */
const shipped = JSON.parse(readFileSync(new URL("../scripts/rules.json", import.meta.url), "utf8"));
const put = (when: object): Watch => {
  const named = Object.keys(when).map((name) => `${name}:${shipped.conditions[name]}`);
  return new Function(`return ${shipped.watch}({${named}})`)();
};

/** From their source, and as they ship. */
const MAKES: [string, (when: PublicWhen) => Watch][] = [
  ["source", () => watch(CONDITIONS)],
  ["shipped", put],
];
let make = MAKES[0]![1];

/** How often a touchpoint has come, and what stops it. */
const waiting = (given: Partial<PublicWhen>) => {
  const seen = { times: 0, wait: undefined as Wait | undefined };
  const when = { dwell_ms: 0, ...given };
  seen.wait = make(when)(when, listen, () => seen.times++);
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
  [
    "nothing is read before anybody scrolled",
    { scroll: 0.25 },
    [
      ["a page that is short, as yet", () => ((page.scrollingElement.scrollHeight = 500), page.pass(9_000)), 0],
      ["filled late", () => ((page.scrollingElement.scrollHeight = 5_000), page.pass(9_000)), 0],
      ["put to its top by the app", () => page.scroll(0), 0],
      ["less", () => page.scroll(740), 0],
      ["enough", () => page.scroll(749), 1],
    ],
  ],
  [
    "a scroller inside the page",
    { scroll: 0.5 },
    [
      ["a turn", () => page.pass(0), 0],
      ["a code block", () => page.scrollInside(900, 200, 1_700), 0],
      ["a side bar", () => page.scrollInside(240, 500, 1_500), 0],
      ["less", () => page.scrollInside(800, 400, 590), 0],
      ["enough", () => page.scrollInside(800, 400, 600), 1],
    ],
  ],
  [
    "a time, then a depth inside that is kept",
    { dwell_ms: 1_000, scroll: 0.5 },
    [
      ["too early", () => page.scrollInside(800, 400, 1_500), 0],
      ["still there", () => page.pass(1_000), 1],
    ],
  ],
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
    "a finger flings the page down",
    { exit: true },
    [
      ["down the page", () => (page.pass(0), page.scroll(9_000)), 0],
      ["a slow drag", () => page.drag(Array(30).fill([12, 16])), 0],
      ["and what follows it", () => (page.pass(16), page.scroll(page.scrollingElement.scrollTop - 12)), 0],
      ["a fling", () => page.drag(Array(8).fill([50, 16])), 0],
      ["the page goes on", () => (page.pass(16), page.scroll(page.scrollingElement.scrollTop - 60)), 1],
    ],
  ],
  [
    "a fling of which the browser tells little",
    { exit: true },
    [
      ["it", () => (page.pass(0), page.drag([[20, 10], [400, 130]])), 0],
      ["the page goes on", () => (page.pass(16), page.scroll(1_000)), 1],
    ],
  ],
  ...(
    [
      ["a slow drag in uneven frames", [[8, 16], [8, 16], [0, 150], [90, 16], [8, 16], [60, 120], [60, 3]]],
      ["a jump at once", [[600, 16]]],
      ["a fling, and a pause before the finger is lifted", [...Array(8).fill([60, 16]), [0, 150]]],
      ["a fling upwards", Array(8).fill([-60, 16])],
      ["a tap", []],
    ] as [string, [number, number][]][]
  ).map(([name, steps]): [string, Partial<PublicWhen>, Step[]] => [
    `no fling: ${name}`,
    { exit: true },
    [
      ["it", () => (page.pass(0), page.drag(steps)), 0],
      ["the page goes on", () => (page.pass(16), page.scroll(page.scrollingElement.scrollTop - 200)), 0],
    ],
  ]),
  [
    "no fling: at the top of the page, or on a map, nothing goes on",
    { exit: true },
    [
      ["it", () => (page.pass(0), page.drag(Array(8).fill([60, 16]), false)), 0],
      ["a script scrolls to the top, later", () => (page.pass(3_000), page.scroll(0)), 0],
    ],
  ],
  [
    "no fling: two fingers zoom",
    { exit: true },
    [
      ["one", () => (page.pass(0), page.touch("touchstart", 300)), 0],
      ["and another", () => (page.pass(30), page.touch("touchstart", 320, 2)), 0],
      [
        "apart",
        () => {
          for (let y = 0; y < 600; y += 60) (page.pass(16), page.touch("touchmove", 320 + y, 2));
        },
        0,
      ],
      ["lifted", () => (page.touch("touchend", 900, 1), page.touch("touchend", 300, 0)), 0],
      ["the page goes on", () => page.scroll(100), 0],
    ],
  ],
  [
    "no fling: touches that a script makes up",
    { exit: true },
    [
      ["of nothing", () => (page.pass(0), page.tell("touchmove"), page.tell("touchend")), 0],
      ["of no finger", () => page.tell("touchend", { touches: [], changedTouches: [] }), 0],
      ["and it scrolls", () => page.scroll(0), 0],
    ],
  ],
  [
    "no fling: a button scrolls to the top, smoothly",
    { exit: true },
    [
      ["pressed", () => (page.pass(0), page.scroll(20_000), page.pass(3_000), page.drag([])), 0],
      [
        "and it scrolls",
        () => {
          for (let y = 20_000; y >= 0; y -= 400) (page.pass(16), page.scroll(y));
        },
        0,
      ],
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

for (const [from, made] of MAKES)
  for (const [name, when, steps] of CASES)
    test(`rule, ${from}: ${name}`, () => {
      make = made;
      const seen = waiting(when);
      for (const [what, step, times] of steps) {
        step();
        assert.equal(seen.times, times, what);
      }
      if (seen.times) assert.deepEqual([page.listening, page.timers, page.watched], [0, [], []], "nothing is left behind");
    });

for (const [from, made] of MAKES)
  for (const [name, when] of CASES)
    for (const turn of [false, true])
      test(`rule stopped, ${from}, ${turn ? "in its time" : "at once"}: ${name}`, () => {
        make = made;
        const seen = waiting(when);
        if (turn) page.pass(0); // arriving may be enough
        const come = seen.times;
        seen.wait!.stop();
        assert.deepEqual([page.listening, page.timers, page.watched], [0, [], []]);
        page.pass(1e6);
        page.scroll(2_000);
        assert.equal(seen.times, turn ? come : 0);
      });

test("rule: the browser's own scrolling to a fragment is nobody's", () => {
  page.hash = "#reviews";
  const seen = waiting({ scroll: 0.5 });
  page.pass(0);
  page.scroll(1_500);
  assert.equal(seen.times, 0);
  page.scroll(1_510);
  assert.equal(seen.times, 1);
});

test("rule: every condition ships", () => assert.deepEqual(Object.keys(shipped.conditions), Object.keys(CONDITIONS)));

for (const missing of ["IntersectionObserver", "MutationObserver"])
  test(`rule: without ${missing} nothing is attached, and whoever waits is told`, () => {
    Object.defineProperty(globalThis, missing, { configurable: true, value: undefined });
    assert.throws(() => waiting({ scroll: 0.5, in_view: "a" }), TypeError);
    assert.deepEqual([page.listening, page.timers], [0, []]);
  });

test("rule: a condition that the script has no code of: whoever waits is told, and nothing is attached", () => {
  const when = { dwell_ms: 0, scroll: 0.5, exit: true };
  assert.throws(() => put({ dwell_ms: 0, scroll: 0.5 })(when, listen, () => {}), TypeError);
  assert.deepEqual([page.listening, page.timers], [0, []]);
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
