/** Builds the nodes of a tree that came with the words. What is in no closed set is refused: a tree brings no script. */

import { QUESTION_ATTRIBUTES, QUESTION_TAGS, type QuestionElement } from "../loader/wire";
import { make } from "./element";

export const build = ({ tag, attributes = {}, children = [] }: QuestionElement): Element => {
  if (!QUESTION_TAGS.includes(tag) || !Object.keys(attributes).every((name) => QUESTION_ATTRIBUTES.includes(name)))
    throw `the question has an unknown part: ${tag}`;
  return make(tag, attributes, ...children.map((child) => (typeof child == "string" ? child : build(child))));
};
