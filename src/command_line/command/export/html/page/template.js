'use strict';
// Reading a message back into the values of its placeholders, as the library does
// (src/template/parse.rs): from the left, each value as short as it can be.

/** How many splits are tried where a template repeats a placeholder. A page must not hang, and a row
 * that isn't found so is found by its words. */
const ATTEMPTS = 2 ** 10;

/** A template taken apart: literals, and placeholders by their position among the different ones. */
class Template {
  constructor(text, segments) {
    this.text = text;
    this.names = [];
    this.segments = segments.map((part) => {
      if (typeof part === 'string') return { literal: part };
      if (!this.names.includes(part[0])) this.names.push(part[0]);
      return { name: part[0], index: this.names.indexOf(part[0]) };
    });
    const placeholders = this.segments.filter((segment) => segment.literal === undefined);
    this.repeats = placeholders.length > this.names.length;
    const literals = this.segments.filter((segment) => segment.literal !== undefined);
    this.literalLength = this.segments.length === 0
      ? byteLength(text)
      : literals.reduce((sum, segment) => sum + byteLength(segment.literal), 0);
  }

  /** The values with which `message` was written; `null` where it isn't one of this template. */
  parse(message) {
    if (this.segments.length === 0) return message === this.text ? [] : null;
    const [first, last] = [this.segments.at(0).literal ?? '', this.segments.at(-1).literal ?? ''];
    if (!message.startsWith(first) || !message.endsWith(last)) return null;
    const reader = new MessageReader(this, message);
    return reader.matches(0, 0) ? reader.values : null;
  }

  /** The same as pairs of names and values. */
  arguments(message) {
    const values = this.parse(message);
    return values && this.names.map((name, at) => [name, values[at]]);
  }

  /** Whether a message of the template is somewhere in `text`. Each literal is looked for once, after
   * the one before it. */
  isIn(text) {
    if (this.segments.length === 0) return text.includes(this.text);
    let at = 0;
    for (const { literal } of this.segments) {
      if (literal === undefined) continue;
      const found = text.indexOf(literal, at);
      if (found < 0) return false;
      at = found + literal.length;
    }
    return true;
  }
}

class MessageReader {
  constructor(template, message) {
    this.segments = template.segments;
    this.message = message;
    this.values = template.names.map(() => null);
    this.attempts = template.repeats ? ATTEMPTS : 0;
  }

  /** Whether the segments from `next` on can write all of the message from `at` on. */
  matches(next, at) {
    for (;;) {
      const segment = this.segments[next];
      if (segment === undefined) return at === this.message.length;
      const known = segment.literal ?? this.values[segment.index];
      if (known === null) return this.matchesUnknown(segment.index, next, at);
      if (!this.message.startsWith(known, at)) return false;
      at += known.length;
      next += 1;
    }
  }

  matchesUnknown(index, next, at) {
    const only = this.onlyLength(index, next, at);
    if (only !== undefined) return only !== null && this.matchesWith(index, next, at, at + only);
    const literal = this.segments[next + 1]?.literal;
    if (literal === undefined) return false;
    let from = at;
    for (;;) {
      const end = this.message.indexOf(literal, from);
      if (end < 0) return false;
      if (this.matchesWith(index, next, at, end)) return true;
      if (this.attempts === 0) return false;
      this.attempts -= 1;
      from = end + 1;
    }
  }

  matchesWith(index, next, start, end) {
    this.values[index] = this.message.slice(start, end);
    const matches = this.matches(next + 1, end);
    if (!matches) this.values[index] = null;
    return matches;
  }

  /** The one length that a value can have, where it is the only unknown; `null` where none fits, and
   * nothing where there are other unknowns. */
  onlyLength(index, next, at) {
    let known = 0;
    let unknowns = 0;
    for (const segment of this.segments.slice(next)) {
      const text = segment.literal ?? this.values[segment.index];
      if (text !== null) known += text.length;
      else if (segment.index === index) unknowns += 1;
      else return undefined;
    }
    const length = this.message.length - at - known;
    return length >= 0 && length % unknowns === 0 ? length / unknowns : null;
  }
}

const TRACE_ID = ' trace_id: ';

/** A message without what some routes append to it, and the trace identifier in that. */
function trimMessage(message) {
  const trimmed = trimEnd(message);
  const at = trimmed.lastIndexOf(TRACE_ID);
  const id = at < 0 ? '' : trimmed.slice(at + TRACE_ID.length);
  return at < 0 || /\p{White_Space}/u.test(id) ? [trimmed, null] : [trimEnd(trimmed.slice(0, at)), id];
}
