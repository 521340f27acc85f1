// The language of the page, and the words that scripts write. What stands in
// a page's own text is in that page, in both languages side by side.

/** `ja` or `en`, as `language.js` has set it. */
export const lang = document.documentElement.lang === "en" ? "en" : "ja";

/** The one of `{ ja, en }` that this page is in. */
export const here = (text) => text[lang];

const yen = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** A price with its sign, as on a Japanese shelf, in either language. */
export const price = (amount) => `¥${yen.format(amount)}`;

/** 11月25日 / 25 Nov */
export function day(date) {
  return lang === "ja"
    ? `${date.getMonth() + 1}月${date.getDate()}日`
    : new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" }).format(date);
}

/** 11月25日 (水) / Wed 25 Nov */
export function weekday(date) {
  const name = new Intl.DateTimeFormat(lang === "ja" ? "ja" : "en-GB", { weekday: "short" }).format(date);
  return lang === "ja" ? `${day(date)} (${name})` : `${name} ${day(date)}`;
}

/** From one day to another: 11月25日〜27日 / 25 Nov to 27 Nov. Never a dash. */
export function span([from, to], write = day) {
  if (lang !== "ja") return `${write(from)} to ${write(to)}`;
  const end = write(to);
  return `${write(from)}〜${from.getMonth() === to.getMonth() ? end.slice(end.indexOf("月") + 1) : end}`;
}

/** Every text, in both languages. */
export const texts = {
  ja: {
    goods: "道具",
    reading: "読みもの",
    care: "直しと相談",
    menu: "メニュー",
    bag_of: (count) => `カート、${count}点`,
    skip: "本文へ",
    home: "こかげ道具店のトップページ",
    language: "言語",
    count: "数量",
    fewer: "1つ減らす",
    more: "1つ増やす",
    pieces: (count) => `${count}点`,
    added: (name) => `${name}をカートに入れました。`,
    see_bag: "カートを見る",
    remove: "削除",
    remove_name: (name) => `${name}をカートから削除`,
    view: (number) => `写真 ${number}`,
    goods_sum: "小計",
    shipping: "送料",
    total: "合計 (税込)",
    company: "こかげ道具店",
    place: "京都市左京区 ・ 水曜休み",
    demo: "Koe をためすための架空の店です。注文はどこにも送られません。",
    scores: "スコアを見る",
  },
  en: {
    goods: "Goods",
    reading: "Reading",
    care: "Repairs and help",
    menu: "Menu",
    bag_of: (count) => `Bag, ${count} ${count === 1 ? "piece" : "pieces"}`,
    skip: "Skip to content",
    home: "Kokage, home page",
    language: "Language",
    count: "Quantity",
    fewer: "One fewer",
    more: "One more",
    pieces: (count) => `${count} ${count === 1 ? "piece" : "pieces"}`,
    added: (name) => `${name} is in your bag.`,
    see_bag: "See your bag",
    remove: "Remove",
    remove_name: (name) => `Remove ${name} from the bag`,
    view: (number) => `Picture ${number}`,
    goods_sum: "Subtotal",
    shipping: "Delivery",
    total: "Total, tax included",
    company: "Kokage",
    place: "Sakyo-ku, Kyoto · closed on Wednesdays",
    demo: "An imaginary shop, to try Koe in. No order leaves this browser.",
    scores: "See the scores",
  },
};

/** The texts of this page's language. */
export const words = here(texts);
