/** The host object of one prompt: all that the prompt may ask of the page it stands on. */

import { outbox } from "../loader/clocks";
import type { Detail, News, Order } from "../loader/order";
import { type AnswerBody, MAX_PAGE_CHARS, MAX_REVISION, type Outcome, type PromptContent } from "../loader/wire";
import { bucketOf } from "./bucket";
import { type Delivery, received, send } from "./deliver";
import { attempt } from "./flush";
import { type Body, revise, TAKEN_BACK } from "./outbox";
import { admit } from "./segments";
import { uuid } from "./uuid";

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
  placement: string;
  inline?: Element;
  preview: boolean;
  /** Sends the next revision, which carries the whole outcome. */
  answer(revision: Revision): Promise<Delivery>;
  /** Takes the answer back; one given after that is another answer. */
  take_back(): Promise<Delivery>;
  /** The prompt has gone from the page. */
  closed(how: "dismissed" | "done"): void;
  /** The server's time of the newest revision it stored, as it wrote it. */
  received_at(): string | undefined;
}

/** A host, and what a page does to a prompt that its visitor leaves alone. */
export interface Hosting {
  host: Host;
  /** The prompt stands on the page. */
  shown(): void;
  /** The page goes. */
  ignored(): void;
  /** The page closes the prompt. */
  end(): void;
}

/** What a page gave may be of any type, and must not cost the answer. */
const text = (given?: string): string | undefined => given && `${given}`;

export const hosting = (order: Order, content: PromptContent, inline: Element | null, done: () => void): Hosting => {
  const { origin, config, survey, touchpoint, forced, preview } = order;
  const { site } = config;
  const page = location.pathname.slice(0, MAX_PAGE_CHARS);
  const segments = admit(order.segments);
  let id = uuid(Date.now());
  let revision = 0;
  let score: number | undefined;
  let spoken = false;
  let ended = false;

  const tell = (news: News, more?: Partial<Detail>) => order.tell(news, { survey: survey.id, touchpoint, ...more });

  const names = () => ({ site, survey: survey.id, id });

  const next = (outcome: Outcome, more?: Partial<AnswerBody>): Body => {
    const person = order.person();
    if (revision < MAX_REVISION) revision++;
    spoken = true;
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
      forced,
      test: preview,
      ...more,
    };
  };

  const deliver = (body: Body): Promise<Delivery> => {
    const key = outbox(site) + id;
    revise(key, body);
    return attempt(origin, key);
  };

  // Sent once and kept nowhere: never twice, and never after anything else was said.
  const leave = (outcome: Outcome): void => {
    // Read to its end, or the browser holds the connection open for a reply that nobody wants.
    if (!spoken) send(origin, next(outcome)).then((reply) => reply.text()).catch(() => {});
  };

  const finish = (outcome: Outcome): void => {
    if (ended) return;
    ended = true;
    leave(outcome);
    if (outcome == "dismissed") tell(outcome);
    done();
  };

  return {
    host: {
      content,
      placement: inline ? "inline" : survey.placement,
      inline: inline || undefined,
      preview: !!preview,
      answer({ score: chosen, comment, email, name, publish }) {
        const delivery = deliver(
          next("answered", {
            score: chosen,
            comment: comment || undefined,
            contact: email || name ? { email: email || undefined, name: name || undefined, consent: true } : undefined,
            publish,
          }),
        );
        if (chosen != score) tell("answered", { score: chosen, bucket: bucketOf(chosen, content.scale.max) });
        score = chosen;
        return delivery;
      },
      take_back() {
        const delivery = deliver({ ...names(), revision: TAKEN_BACK });
        id = uuid(Date.now());
        revision = 0;
        return delivery;
      },
      closed(how) {
        finish(how == "dismissed" && score == null ? how : "ignored");
      },
      received_at: () => received[outbox(site) + id],
    },
    shown: () => tell("prompted"),
    ignored: () => leave("ignored"),
    end: () => finish("ignored"),
  };
};
