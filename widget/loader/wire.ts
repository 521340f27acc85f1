// Written by `cargo run -p koe-shared --features typescript --example wire_types`. Do not edit.

export const MAX_REVISION = 98;
export const MAX_COMMENT_UNITS = 4000;
export const MAX_PAGE_CHARS = 512;
export const MAX_SEGMENT_BYTES = 400;
export const QUESTION_TAGS = ["b", "div", "fieldset", "input", "label", "legend", "path", "small", "span", "svg"];
export const QUESTION_ATTRIBUTES = ["aria-hidden", "aria-label", "checked", "class", "d", "data-bucket", "data-koe", "name", "part", "title", "type", "value", "viewBox"];
export const ACCENT_ROLES = ["fill", "on_fill", "edge", "link", "tint"];

/** The accent's roles on one surface. */
export type AccentRoles = {
  /** The chosen cell and the primary button. */
  fill: HexColour;
  /** Text on the fill. */
  on_fill: HexColour;
  /** Focus ring, and the outline of every filled part. */
  edge: HexColour;
  /** Links, the hovered numeral and the live label. */
  link: HexColour;
  /** The ground of hover. */
  tint: HexColour;
};

/** One prompt's outcome so far. Each revision carries the whole of it; the highest wins. */
export type AnswerBody = {
  /** The site whose page showed the prompt. */
  site: SiteId;
  /** What was asked. */
  survey: SurveyId;
  /** Made when the prompt was shown; its time is the answer's time. The visitor's secret. */
  id: AnswerId;
  /** 1–98. */
  revision: number;
  /** What came of the prompt. */
  outcome: Outcome;
  /** The number picked. With `answered` only. */
  score?: number;
  /** The free text, at most 4,000 UTF-16 units. */
  comment?: string;
  /** The moment that prompted. */
  touchpoint?: AnsweredAt;
  /** The wording the visitor saw. Absent: the current one. */
  survey_version?: number;
  /** The language the visitor saw. */
  locale?: Locale;
  /** The path of the host page, without query and fragment. */
  page?: string;
  /** The owner's properties of the visit. */
  segments?: Segments;
  /** Who answered, as the page claims. */
  respondent?: Respondent;
  /** Where the visitor would like a reply. */
  contact?: Contact;
  /** Whether the comment may be quoted as a testimonial. */
  publish?: boolean;
  /** How the prompt reached the visitor. */
  channel?: Channel;
  /** Shown by `koe('show')`: counted in scores, not in prompts. */
  forced?: boolean;
  /** Kept out of every score and of prompts. */
  test?: boolean;
};

/**
 * The `UUIDv7` a browser makes when a prompt is shown. It is the visitor's secret: whoever holds it
 * may change the answer and take it back, so it stands in no key, export or log. `Debug` therefore
 * shows its time only.
 */
export type AnswerId = string;

/** The 202 of a POST: the same id and revision however often the same body comes. */
export type AnswerReceipt = {
  /** The id as it was sent. */
  id: AnswerId;
  /** The revision as it was sent. */
  revision: number;
  /** When the edge took it. */
  received_at: Instant;
  /** Present where a respondent was claimed and did not hold. */
  respondent?: Unverified;
};

/**
 * The touchpoint an answer names. Whether the site declares it is judged when it is read, so that
 * a document that comes later still finds it.
 */
export type AnsweredAt = string;

/** The paths of one release's files, each named by its content. */
export type Assets = {
  /** The plain script that sends. */
  sender: string;
  /** The module that starts the prompt. */
  prompt: string;
  /** The prompt's WebAssembly. */
  wasm: string;
};

/** The three parts of a scale. CES and CSAT use the same three names for low, middle and high. */
export type Bucket = "detractor" | "passive" | "promoter";

/** Something for each bucket. CES and CSAT use the three names for low, middle and high alike. */
export type Buckets<T> = {
  /** 0–6, or low. */
  detractor: T;
  /** 7–8, or middle. */
  passive: T;
  /** 9–10, or high. */
  promoter: T;
};

/** How a prompt reached the visitor. */
export type Channel = "web" | "link" | "email" | "sms" | "qr" | "api" | "import";

/** Where the visitor would like a reply. Without consent there is none. */
export type Contact = {
  /** An e-mail address, as typed. */
  email?: string;
  /** A telephone number, as typed. */
  phone?: string;
  /** A name to show or to write to. */
  name?: string;
  /** When a call is welcome, as typed. */
  when?: string;
  /** That the visitor agreed to it. Always true. */
  consent: true;
};

/** A corner of the window. Right-to-left pages mirror it. */
export type Corner = "bottom-right" | "bottom-left" | "top-right" | "top-left";

/** Which way lines run. */
export type Direction = "ltr" | "rtl";

/** An opaque sRGB colour, `#rrggbb` on the wire; `#rgb` is understood. */
export type HexColour = string;

/** The survey that the page asks, the files of its prompt, and what the link to the page brought. */
export type HostedPage = {
  /** The site. */
  site: SiteId;
  /** The survey. */
  survey: SurveyId;
  /** Its version. */
  version: number;
  /** Path of the text file. */
  content: string;
  /** The language of page and prompt. */
  lang: Locale;
  /** The files of the prompt. */
  assets: Assets;
  /** The touchpoint that the link names. */
  touchpoint?: AnsweredAt;
  /** How the link reached the visitor. */
  channel: Channel;
  /** The segments that the link names. */
  segments: Segments;
  /** Whom the link was made for. */
  respondent?: Respondent;
  /** The score that the link chose, and that the form shows as chosen. Only the visitor sends it. */
  score?: number;
  /** Whether the page stands in the frame of another page. */
  frame: boolean;
  /** The origins of the pages that may frame it. */
  frame_origins: Array<string>;
  /** Whether the answer is kept out of every score. */
  test: boolean;
};

/**
 * A point in time on the wire. Any RFC 3339 offset and fraction is read; written is UTC to the
 * second, rounded down, so that an instant never seems later than it was.
 */
export type Instant = string;

/**
 * A BCP 47 tag, well-formed, in the usual spelling (`ja`, `en-GB`, `zh-Hant-TW`).
 *
 * Whether a registry knows its parts is not checked: a language we never heard of is a language.
 */
export type Locale = string;

/** What a survey measures. */
export type Metric = "nps" | "ces" | "csat";

/** What came of a prompt. */
export type Outcome = "answered" | "dismissed" | "ignored";

/** Where the prompt stands. A phone gets a sheet in place of a popover. */
export type Placement = "popover" | "inline" | "modal";

/** One survey version in one language, ready to be shown. */
export type PromptContent = {
  /** What is asked. */
  survey: SurveyId;
  /** The wording shown: it goes into the answer. */
  survey_version: number;
  /** What is measured. */
  metric: Metric;
  /** Which scores there are. */
  scale: ScoreRange;
  /** Who is asked whether they would like a reply. */
  ask_contact: Array<Bucket>;
  /** Who is asked whether the comment may be published. */
  ask_publish: Array<Bucket>;
  /** The language. */
  lang: Locale;
  /** Which way its lines run. */
  dir: Direction;
  /** Its digits from zero to nine, where it does not write 0–9. */
  digits?: string;
  /** How it looks. */
  theme: PromptTheme;
  /** What the question looks like. */
  question: QuestionElement;
  /** All words, with the subject filled in. */
  texts: PromptTexts;
};

/** The owner's link under the thanks. */
export type PromptLink = {
  /** `https:` or `mailto:`. */
  href: string;
  /** What it is about. */
  text: string;
  /** The word that is the link. */
  open: string;
};

/** The words of one prompt. */
export type PromptTexts = {
  /** What stands between two sentences that are read out one after the other. */
  stop: string;
  /** The question. With a `statement`, the quiet line above it. */
  question: string;
  /**
   * The name of every score from the lowest up; empty where only the ends have names (NPS, and
   * wherever the owner named the ends).
   */
  steps: Array<string>;
  /** The label of the comment, by bucket. */
  follow_up: Buckets<string>;
  /** The label of the comment where there is no score yet. */
  anything_else: string;
  /** What is said at the end. */
  thanks: PromptThanks;
  /**
   * Who sees the answer. Absent where somebody is asked whether the comment may be published:
   * then it would not always be true.
   */
  footnote?: string;
  /** The box that asks for a reply. This and the next three: absent unless someone is asked. */
  reply_wanted?: string;
  /** What the address is used for. */
  reply_purpose?: string;
  /** The field's label. */
  email?: string;
  /** What is wrong with an address that can't be one. */
  email_invalid?: string;
  /** The box that permits the comment to be published. This and the next: absent unless someone is asked. */
  publish?: string;
  /** The field's label for the name to show. */
  publish_name?: string;
  /** The name of the prompt's region, for screen readers. */
  label: string;
  /** The close button's name, which says what it closes. */
  close: string;
  /**
   * The line above the question, with `{name}` where the visitor's goes. Only for a visitor
   * whose name the page gave.
   */
  greeting: string;
  /** The strip: the score is stored. The title where it could not be taken back. */
  recorded: string;
  /** The strip: the score is on its way. */
  sending: string;
  /** The strip and the receipt's title: kept on this device, not yet sent. */
  saved_on_device: string;
  /** Beside the label of a field that may stay empty. */
  optional: string;
  /** Back to the scale. */
  change: string;
  /** Sends the comment. */
  send: string;
  /** Leaves without a comment. */
  skip: string;
  /** Ends a step in which nothing can be sent. */
  done: string;
  /** Closes the prompt where nothing came of what was wanted. */
  leave: string;
  /** Sends again. */
  try_again: string;
  /** The note: offline. */
  offline: string;
  /** The note: the comment was not taken. */
  failed: string;
  /** The note: the score was not taken. */
  score_failed: string;
  /** The note: not sent yet, and kept by this page only. */
  unkept: string;
  /** The note: taking back did not go through. */
  take_back_failed: string;
  /** The sentence after taking back offline: the answer is taken back later. */
  take_back_offline: string;
  /** The strip: the answer is not with the server, and not kept on this device. */
  not_recorded: string;
  /** The note: the comment was refused for good, and what was recorded before it stands. */
  refused: string;
  /** The note: the answer was refused for good. */
  score_refused: string;
  /** The sentence after taking back was refused for good: the answer stands. */
  take_back_refused: string;
  /** The receipt's title. */
  receipt_title: string;
  /** The receipt's sentence. */
  receipt_text: string;
  /** The link to the receipt's own page. */
  receipt_link: string;
  /** The receipt's row for the score. */
  row_score: string;
  /** Between a score and the highest one, its spaces included. */
  of: string;
  /** The receipt's row for the comment. */
  row_comment: string;
  /** The receipt's row for the server's time. */
  row_received: string;
  /** The same row while the answer is on this device only. */
  row_saved: string;
  /** Takes the answer back, after asking. */
  take_back: string;
  /** The question before taking back. */
  confirm_take_back: string;
  /** What taking back does. */
  confirm_text: string;
  /** Does not take back after all. */
  keep: string;
  /** The title after taking back. */
  taken_back: string;
  /** The sentence after taking back. */
  erased: string;
  /** Starts over after taking back. */
  answer_again: string;
};

/** What is said at the end. */
export type PromptThanks = {
  /**
   * The sentence under the title, by bucket, where the owner wrote one; else `receipt_text`
   * holds for everybody.
   */
  text?: Buckets<string>;
  /** The owner's link, for everybody. */
  link?: PromptLink;
};

/** The look of one prompt, with the accent worked out for both schemes. */
export type PromptTheme = {
  /** Light, dark, or as the visitor's system has it. */
  scheme: Scheme;
  /** The panel's corner radius in CSS pixels. */
  radius: number;
  /** Where a popover stands. */
  position: Corner;
  /** The `font-family` of all words, `inherit` for the page's own. Absent: the system's. */
  font?: string;
  /** The accent's roles on the light surface. */
  light: AccentRoles;
  /** The accent's roles on the dark surface. */
  dark: AccentRoles;
};

/** The configuration inside `/s/{site}.js`. */
export type PublicConfig = {
  /** The site. */
  site: SiteId;
  /** The language for visitors whose own is not offered. */
  locale: Locale;
  /** The languages offered. */
  locales: Array<Locale>;
  /** Days without a prompt after any prompt. */
  cool_down_days: number;
  /**
   * Whether a visitor who sends Global Privacy Control is asked without being linked to a
   * respondent.
   */
  respect_gpc: boolean;
  /** Whether nothing happens before `koe('consent', 'granted')`. */
  require_consent: boolean;
  /** Where the later phases lie. */
  assets: Assets;
  /** The touchpoints that a page view itself can be. */
  touchpoints: { [touchpoint: string]: PublicTouchpoint };
  /** The surveys, in the owner's order. */
  surveys: Array<PublicSurvey>;
};

/** What the loader needs to know of a survey to decide about it. */
export type PublicSurvey = {
  /** Its name. */
  id: SurveyId;
  /** The version on show. */
  version: number;
  /** The moments at which it may be asked. */
  touchpoints: Array<TouchpointId>;
  /** Of ten thousand visitors, how many are drawn. */
  sample_bp: number;
  /** Days before it is asked again after an answer. */
  recontact_days: number;
  /** Days before it is asked again after a dismissal. */
  recontact_after_dismissal_days: number;
  /** Whether it prompts. */
  active: boolean;
  /** Where the prompt stands. */
  placement: Placement;
  /** What names its text files, with a hyphen and a language after it. */
  content: string;
};

/** Which page views are a touchpoint: [`When`], made ready for the loader. */
export type PublicTouchpoint = {
  /** The addresses on which it can come, as a regular expression. Absent: all. */
  url?: string;
  /** What else must come. */
  when: PublicWhen;
};

/**
 * The conditions of a touchpoint. The loader waits for them in the order in which they are
 * serialised, which `docs/html.md` states.
 */
export type PublicWhen = {
  /** Milliseconds on the page. Always there: nobody has arrived on a page they have not seen. */
  dwell_ms: number;
  /** The share of the page scrolled through, 0–1. */
  scroll?: number;
  /** A CSS selector of an element in view. */
  in_view?: string;
  /** A CSS selector of an element that is clicked. */
  click?: string;
  /** The visitor turns to leave. */
  exit?: boolean;
  /** Milliseconds after all else has come. */
  delay_ms?: number;
};

/** What an element of a question can be told. All are plain text to a browser. */
export type QuestionAttribute = "aria-hidden" | "aria-label" | "checked" | "class" | "d" | "data-bucket" | "data-koe" | "name" | "part" | "title" | "type" | "value" | "viewBox";

/** One element with all that is in it. */
export type QuestionElement = {
  /** What it is. */
  tag: QuestionTag;
  /** What it is told. */
  attributes?: { [key in QuestionAttribute]?: string };
  /** What is in it, in its order. */
  children?: Array<QuestionNode>;
};

/** What stands in an element. */
export type QuestionNode = QuestionElement | string;

/** What an element of a question can be. */
export type QuestionTag = "b" | "div" | "fieldset" | "input" | "label" | "legend" | "path" | "small" | "span" | "svg";

/**
 * Who answered, as the page claims: the strings exactly as sent, since they are what was signed.
 * A claim that does not hold costs the respondent, never the answer.
 */
export type Respondent = {
  /** The owner's opaque id of a person. */
  id: string;
  /** Until when the signature holds: RFC 3339. */
  expires_at?: string;
  /** Lower-case hex HMAC-SHA256 over `{site}.{id}.{expires_at}`. */
  signature?: string;
};

/** Light, dark, or as the visitor's system has it. */
export type Scheme = "auto" | "light" | "dark";

/** The scores of a prompt, and where its buckets begin. */
export type ScoreRange = {
  /** The lowest. */
  min: number;
  /** The highest. */
  max: number;
  /** The lowest of the bucket `passive`. */
  passive: number;
  /** The lowest of the bucket `promoter`. */
  promoter: number;
};

/**
 * Owner-declared properties, `plan=pro`.
 *
 * What can't be kept is dropped and never refused, by the loader and by the edge alike: pairs are
 * taken in the order of their names, and each that no longer fits is passed over. Dropped are names
 * that are not `[a-z0-9_]{1,32}`, empty values, and values with a control character (JSON would
 * write it sixfold).
 */
export type Segments = { [key in string]: string };

/** A customer whose pages embed the widget. */
export type SiteId = string;

/** One question on one metric, through all its versions. */
export type SurveyId = string;

/** The moment that may prompt, such as `post-purchase`. */
export type TouchpointId = string;

/** The claim of a respondent was missing, wrong or expired; the answer was stored without it. */
export type Unverified = "unverified";
