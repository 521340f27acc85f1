/** The host object of one prompt: all that the prompt may ask of the page it stands on. */

import { outbox } from "../loader/clocks";
import type { Detail, News, Order } from "../loader/order";
import {
  type AnswerBody,
  type Channel,
  MAX_PAGE_CHARS,
  MAX_REVISION,
  type Outcome,
  type PromptContent,
  type PublicSurvey,
} from "../loader/wire";
import type { Delivery, Post, PromptHandle } from "../sender/contract";
import { type Body, TAKEN_BACK } from "../sender/outbox";
import { narrow, type Panel, type Placement } from "../shell";
import { uuid } from "../sender/uuid";
import { bucketOf } from "./bucket";
import { fill } from "./fill";
import { type Draft, recall, remember } from "./memory";
import { revise } from "./revise";
import { admit } from "./segments";

/** What the visitor has said so far. */
export interface Revision {
  score: number;
  comment?: string;
  email?: string;
  name?: string;
  publish?: boolean;
}

/** What the prompt gets. Made here, used in Rust. */
export interface Host {
  content: PromptContent;
  placement: Placement;
  /** What it stands in. */
  panel: Panel;
  /** A score that a link brought: shown as chosen, and not sent before the visitor does something. */
  preselected?: number;
  /** The score that was answered before the frame was loaded anew, and what became of it. */
  answered?: number | undefined;
  fate?: Delivery;
  /** Sends the next revision, which carries the whole outcome. */
  answer(revision: Revision): Promise<Delivery>;
  /** Takes the answer back; one given after that is another answer. */
  take_back(): Promise<Delivery>;
  /** The prompt has gone from the page. */
  closed(how: "dismissed" | "done"): void;
  /** The server's time of the newest revision it stored, as it wrote it. */
  received_at(): string | undefined;
  /** Where the answer can be seen later, once the server has it. */
  receipt(): string | undefined;
}

/** What the hosted page, alone or in a frame, says of a prompt beyond the loader's order. */
export interface Hosted {
  placement: "page" | "frame";
  /** Where the prompt stands in the document. */
  slot: Element;
  /** The path of the page around the frame; empty where there is none. */
  page: string;
  channel?: Channel;
  preselected?: number;
  /** Whether a person is at the page. Until then, an outcome without an answer is not sent. */
  attended(): boolean;
  /** The prompt stands on the page. Hands over the host, for a score that a link brought. */
  hosted(host: Host): void;
  /** The panel has another height, in CSS pixels. */
  resized?(height: number): void;
  /** The key under which a prompt in a frame is kept. */
  id?: string | undefined;
}

/** A host, and what a page does to a prompt that its visitor leaves alone. */
export interface Hosting extends PromptHandle {
  host: Omit<Host, "panel">;
  /** What was written before the frame was loaded anew. */
  draft: Draft | undefined;
  /** Keeps what is written, where the prompt is kept. */
  keep(written: Draft): void;
  /** The visitor has seen the prompt. */
  seen(): void;
}

/** What a page gave may be of any type, and must not cost the answer. */
const text = (given?: string): string | undefined => given && `${given}`;

/** Where a prompt stands: in the page's slot, if there is one. A phone has no room for a modal in the middle. */
export const placed = (survey: PublicSurvey, slot: Element | null): Placement =>
  slot ? "inline" : survey.placement == "modal" && !narrow() ? "modal" : "popover";

/** The last result of `named`: the prompt calls it when it is drawn ahead, and again when it is due. */
let filled: { words: PromptContent; name?: string; content: PromptContent } | undefined;

/** A copy in which each text has the name. Not made by JSON, which would bring in what the page put on prototypes. */
const spoken = (words: unknown, name: string | undefined, key?: string): any => {
  if (key == "greeting" && !name) return "";
  if (typeof words == "string") return words.includes("{name") ? fill(words, name) : words;
  if (!words || typeof words != "object") return words;
  const copy: any = Array.isArray(words) ? [] : {};
  for (const key of Object.keys(words)) copy[key] = spoken((words as any)[key], name, key);
  return copy;
};

/** The same words with the visitor's name in them; without a name, no greeting. Equal arguments give the same object. */
export const named = (words: PromptContent, name?: string): PromptContent => {
  if (filled?.words != words || filled.name != name) filled = { words, name, content: spoken(words, name) };
  return filled.content;
};

export const hosting = (
  order: Order & Partial<Hosted>,
  words: PromptContent,
  slot: Element | null,
  post: Post,
  done: () => void,
): Hosting => {
  const { origin, config, survey, touchpoint, forced, preview, channel, preselected } = order;
  const { site } = config;
  const page = (order.page ?? location.pathname).slice(0, MAX_PAGE_CHARS) || undefined;
  const content = named(words, text(order.person()?.name)?.trim());
  const segments = admit(order.segments);
  const saved = recall(order.id);
  let id = saved?.id || uuid(Date.now());
  let revision = saved?.revision || 0;
  let score = saved?.score;
  let draft = saved?.draft;
  /** Whether an outcome was said, and whether the visitor has seen the prompt. */
  let said = !!revision;
  let seen = said;
  let taken = saved?.taken;
  let ended = false;

  const save = () => remember(order.id, { id, revision, score, taken, draft });

  const emit = (news: News, more?: Partial<Detail>) => order.tell(news, { survey: survey.id, touchpoint, ...more });

  const names = () => ({ site, survey: survey.id, id });

  const next = (outcome: Outcome, more?: Partial<AnswerBody>): Body => {
    const person = order.person();
    if (revision < MAX_REVISION) revision++;
    said = true;
    save();
    return {
      ...names(),
      revision,
      outcome,
      touchpoint,
      survey_version: content.survey_version,
      locale: content.lang,
      page,
      segments,
      respondent: person?.id
        ? { id: `${person.id}`, expires_at: text(person.expires_at), signature: text(person.signature) }
        : undefined,
      channel,
      forced,
      test: preview,
      ...more,
    };
  };

  const see = (): void => {
    if (seen || ended) return;
    seen = true;
    emit("prompted");
  };

  /** Where the outbox keeps it. */
  const key = () => outbox(site) + id;

  const deliver = (body: Body, kept?: boolean) => post.deliver(key(), (before) => revise(body, before, kept));

  // Sent once, and not kept in the outbox. Nothing is sent after an earlier outcome, or for a prompt that nobody has seen.
  const leave = (outcome: Outcome): void => {
    if (seen && !said && order.attended?.() != false) post.sendOnce(next(outcome));
  };

  const finish = (outcome: Outcome): void => {
    if (ended) return;
    if (outcome == "dismissed") see(); // a visitor who closes the prompt has seen it
    ended = true;
    leave(outcome);
    if (outcome == "dismissed") emit(outcome);
    done();
  };

  return {
    host: {
      content,
      placement: order.placement || placed(survey, slot),
      preselected,
      answered: score,
      fate: saved && post.recordOf(key())?.body.revision ? "failed" : "stored",
      answer({ score: chosen, comment, email, name, publish }) {
        const kept = taken;
        taken = false;
        const delivery = deliver(
          next("answered", {
            score: chosen,
            comment: comment || undefined,
            contact: email || name ? { email: email || undefined, name: name || undefined, consent: true } : undefined,
            publish,
          }),
          kept,
        );
        see();
        if (chosen != score) emit("answered", { score: chosen, bucket: bucketOf(chosen, content.scale) });
        score = chosen;
        save();
        return delivery;
      },
      take_back() {
        taken = true;
        save();
        return deliver({ ...names(), revision: TAKEN_BACK }).then((delivery) => {
          // A new id only if the answer is sure to be taken back. Otherwise the next try or revision is of the same answer.
          if (delivery == "stored" || delivery == "saved") {
            taken = false;
            id = uuid(Date.now());
            revision = 0;
            save();
          }
          return delivery;
        });
      },
      closed(how) {
        finish(how == "dismissed" && score == null ? how : "ignored");
      },
      received_at: () => post.received[key()],
      receipt: () => post.received[key()] && `${origin}/r/${site}/${post.recordOf(key())?.body.id || id}`,
    },
    draft,
    keep(written) {
      draft = written;
      save();
    },
    answered: () => score != null,
    seen: see,
    ignored: () => leave("ignored"),
    end: () => finish("ignored"),
  };
};
