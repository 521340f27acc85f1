/** What the overlay says, in Japanese on Japanese pages and in English elsewhere. It speaks to the page's owner. */

import type { Decision } from "../loader/decisions";

type Reasons = Record<Decision["decision"], string>;

/** Sentences; `{…}` is filled in. */
export interface Texts {
  title: string;
  close: string;
  again: string;
  /** Where nothing but a touchpoint is missing: what would be decided then. */
  then: string;
  reasons: Reasons;
  /** The name of the draw, then what it says. */
  draw: string;
  drawn: string;
  undrawn: string;
  clocks: Record<"prompted" | "answered" | "dismissed", string>;
  never: string;
  show: string;
  touchpoints: string;
  come: string;
  elsewhere: string;
  told: string;
  waits: Record<"dwell_ms" | "scroll" | "in_view" | "click" | "exit" | "delay_ms", string>;
  device: string;
  outbox: string;
  privacy: string;
  forget: string;
  forgotten: string;
  /** The link to the owner's pages. */
  leave: string;
}

const en: Texts = {
  title: "Koe on this page",
  close: "Close",
  again: "Look again",
  then: "If it is reached: {decision}",
  reasons: {
    prompt: "Due now, at {touchpoint}.",
    starved: "{by} goes first: it was asked longer ago.",
    not_active: "Switched off in the site document.",
    wrong_touchpoint: "Waits for {touchpoints}.",
    wrong_page: "None of its touchpoints can be reached on this page.",
    no_consent: "Without consent nobody is asked: koe('consent', 'granted') has not been called.",
    already_open: "A prompt is open, here or in another tab.",
    cooling_down: "Another prompt was shown recently. None before {time}.",
    answered_before: "Answered. Asked again from {time}.",
    dismissed_before: "Closed. Asked again from {time}.",
    sampled_out: "This browser is not in the sample.",
    storage_blocked: "This browser stores nothing, so it is unknown who was asked before: nobody is asked.",
    unsupported: "This browser can't run the prompt.",
  },
  draw: "Draw",
  drawn: "{draw} of 10,000; asked if below {sample}",
  undrawn: "not yet; asked if below {sample} of 10,000",
  clocks: { prompted: "Shown", answered: "Answered", dismissed: "Closed" },
  never: "never on this device",
  show: "Show it now",
  touchpoints: "Touchpoints",
  come: "reached",
  elsewhere: "not on this page",
  told: "reached by koe('touchpoint') or a marked click",
  waits: {
    dwell_ms: "waits: {given} ms on the page",
    scroll: "waits: scrolled to {given}",
    in_view: "waits: {given} in view",
    click: "waits: a click on {given}",
    exit: "waits: the visitor turns to leave",
    delay_ms: "waits: {given} ms more",
  },
  device: "On this device",
  outbox: "Answers waiting to be sent: {count}",
  privacy: "Global Privacy Control is on: answers are not linked to a person.",
  forget: "Forget me on this device",
  forgotten: "Draws and clocks have been deleted.",
  leave: "Show this in Koe",
};

const ja: Texts = {
  title: "このページの Koe",
  close: "閉じる",
  again: "もう一度調べる",
  then: "達した場合: {decision}",
  reasons: {
    prompt: "{touchpoint} で、いま表示できます。",
    starved: "先に {by} を表示します。前回の表示がより古いためです。",
    not_active: "サイト設定で止めてあります。",
    wrong_touchpoint: "{touchpoints} を待っています。",
    wrong_page: "このページで達するタッチポイントはありません。",
    no_consent: "同意がないため表示しません。koe('consent', 'granted') が呼ばれていません。",
    already_open: "このタブか別のタブで、プロンプトが開いています。",
    cooling_down: "最近ほかのプロンプトを表示しました。{time} までは表示しません。",
    answered_before: "回答済みです。{time} から再び表示できます。",
    dismissed_before: "閉じられました。{time} から再び表示できます。",
    sampled_out: "このブラウザは抽選から外れています。",
    storage_blocked: "このブラウザには何も保存できず、表示済みかどうかが分からないため、表示しません。",
    unsupported: "このブラウザではプロンプトを動かせません。",
  },
  draw: "抽選",
  drawn: "10,000 中 {draw} ({sample} 未満なら表示)",
  undrawn: "まだ (10,000 中 {sample} 未満なら表示)",
  clocks: { prompted: "表示", answered: "回答", dismissed: "閉じた" },
  never: "この端末ではまだ",
  show: "いま表示する",
  touchpoints: "タッチポイント",
  come: "達しました",
  elsewhere: "このページは対象外です",
  told: "koe('touchpoint') の呼び出しか、印を付けた要素のクリックで達します",
  waits: {
    dwell_ms: "待機中: ページに {given} ミリ秒",
    scroll: "待機中: {given} までスクロール",
    in_view: "待機中: {given} が見えるまで",
    click: "待機中: {given} のクリック",
    exit: "待機中: 離れようとするまで",
    delay_ms: "待機中: さらに {given} ミリ秒",
  },
  device: "この端末",
  outbox: "送信を待つ回答: {count}件",
  privacy: "Global Privacy Control が有効です。回答を個人に結び付けません。",
  forget: "この端末の記録を消す",
  forgotten: "抽選の番号と日時を消しました。",
  leave: "Koe で見る",
};

export const texts = (lang: string): Texts => (/^ja\b/i.test(lang) ? ja : en);

export const fill = (text: string, given: Record<string, unknown>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => `${given[name] ?? ""}`);
