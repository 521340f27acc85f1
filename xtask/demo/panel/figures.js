// Numbers as people read them. The API sends them unrounded; they are rounded
// here, once, half away from zero, with a true minus and never a −0.

const DIGITS = { nps: 0, ces: 1, csat: 0 };

/** The full scale of each headline, which no chart ever crops. */
export const SCALES = {
  nps: { low: -100, high: 100, ticks: ["−100", "0", "100"] },
  ces: { low: 1, high: 5, ticks: ["1", "3", "5"] },
  csat: { low: 0, high: 100, ticks: ["0%", "50%", "100%"] },
};

/** Rounded for people, in text: `−13`, `4.3`, `1,906`. */
export function rounded(value, digits = 0) {
  // Scaled in decimal: in binary, 1.005 × 100 is 100.49999999999999.
  const scaled = Math.round(Number(`${Math.abs(value).toFixed(12)}e${digits}`));
  const text = Number(`${scaled}e-${digits}`).toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return value < 0 && scaled > 0 ? `−${text}` : text;
}

/** The number of a headline, without its unit. */
export const score = (metric, value) => rounded(value, DIGITS[metric]);

/** What stands behind the number: `%`, `/ 5` in the reader's words, or nothing. */
export const unit = (metric, max, outOf) => (metric === "csat" ? "%" : metric === "ces" ? outOf(max) : "");

/** `−8〜73`, `−8 to 73`, `63〜93%`. */
export function range(metric, { low, high }, lang) {
  const joint = lang === "ja" ? "〜" : " to ";
  return `${score(metric, low)}${joint}${score(metric, high)}${metric === "csat" ? "%" : ""}`;
}

/** A difference of two headlines, with its sign. */
export function difference(metric, value) {
  const text = score(metric, value);
  return text.startsWith("−") || Number(text) === 0 ? text : `+${text}`;
}

/** Both ends of a difference. */
export function differences(metric, { low, high }, lang) {
  return `${difference(metric, low)}${lang === "ja" ? "〜" : " to "}${difference(metric, high)}`;
}

/** A count of the whole, in whole per cent; null of nothing. */
export const share = (count, n) => (n > 0 ? `${rounded((100 * count) / n)}%` : null);

/** A response rate, sent as fractions: `21.6% (19.8〜23.5)`; null when nothing was shown. */
export function rate(response, lang) {
  if (!response) return null;
  const percent = (fraction) => rounded(100 * fraction, 1);
  const joint = lang === "ja" ? "〜" : " to ";
  return { value: `${percent(response.value)}%`, range: `(${percent(response.low)}${joint}${percent(response.high)})` };
}

/** Which of the three a score belongs to. CES and CSAT share theirs; CES may have seven points. */
export function bucket(metric, value, max) {
  if (metric === "nps") return value >= 9 ? "promoter" : value >= 7 ? "passive" : "detractor";
  const middle = max === 7 ? 4 : 3;
  return value > middle ? "promoter" : value === middle ? "passive" : "detractor";
}

/** 11月22日 14:32 / 22 Nov, 14:32, in the site's zone; with seconds where things are watched as they arrive. */
export function moment(instant, lang, seconds = false) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Tokyo",
    day: "numeric",
    month: lang === "ja" ? "numeric" : "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(instant));
  const part = (type) => parts.find((candidate) => candidate.type === type).value;
  const bare = (type) => part(type).replace(/^0/, "");
  const clock = [part("hour"), part("minute"), seconds && part("second")].filter(Boolean).join(":");
  return lang === "ja" ? `${bare("month")}月${bare("day")}日 ${clock}` : `${bare("day")} ${part("month")}, ${clock}`;
}

/** 11月22日 / 22 Nov */
export const date = (instant, lang) => moment(instant, lang).split(lang === "ja" ? " " : ", ")[0];
