'use strict';
// JSON, as servers send it: cut off, with half of a surrogate pair, with text behind it. It is what
// the library's scanner takes (src/response/json.rs), and a test compares the two.

/** The document breaks off, or isn't JSON. */
const BROKEN = new Error('the document breaks off');

const OBJECT = 'object';
const LIST = 'list';
const OTHER = 'other';

/** A text as it is written, between its quotes. */
class RawText {
  constructor(raw, hasEscapes) {
    this.raw = raw;
    this.hasEscapes = hasEscapes;
  }

  unescape() {
    return this.hasEscapes ? unescapeJson(this.raw) : this.raw;
  }
}

/** A place in a document. */
class Scanner {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  /** The next character that is no blank; nothing at the end. */
  peek() {
    let character = this.text[this.at];
    while (character === ' ' || character === '\t' || character === '\r' || character === '\n') {
      this.at += 1;
      character = this.text[this.at];
    }
    return character;
  }

  take(character) {
    const isNext = this.peek() === character;
    if (isNext) this.at += 1;
    return isNext;
  }

  /** The value that is next: a `RawText`, or how it begins. */
  value() {
    const character = this.peek();
    if (character === '"') return this.string();
    if (character === '{' || character === '[') {
      this.at += 1;
      return character === '{' ? OBJECT : LIST;
    }
    if (character !== undefined && /[-0-9tfn]/.test(character)) {
      while (this.at < this.text.length && /[A-Za-z0-9+.-]/.test(this.text[this.at])) this.at += 1;
      return OTHER;
    }
    throw BROKEN;
  }

  /** The next key of an object, whose value is next then; `null` at its end. */
  key() {
    this.take(',');
    if (this.take('}')) return null;
    const key = this.string();
    if (!this.take(':')) throw BROKEN;
    return key;
  }

  /** Whether another element of a list is next; not at its end. */
  element() {
    this.take(',');
    return !this.take(']');
  }

  /** Steps over the value that is next. */
  skip() {
    const value = this.value();
    if (value !== OBJECT && value !== LIST) return;
    let depth = 1;
    while (depth > 0) {
      const character = this.text[this.at];
      if (character === undefined) throw BROKEN;
      if (character === '"') {
        this.string();
        continue;
      }
      if (character === '{' || character === '[') depth += 1;
      else if (character === '}' || character === ']') depth -= 1;
      this.at += 1;
    }
  }

  string() {
    if (!this.take('"')) throw BROKEN;
    const start = this.at;
    let hasEscapes = false;
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined) throw BROKEN;
      if (character === '"') break;
      if (character === '\\') {
        hasEscapes = true;
        this.at += 1;
      }
      this.at += 1;
    }
    const raw = this.text.slice(start, this.at);
    this.at += 1;
    return new RawText(raw, hasEscapes);
  }

  /** The texts from here to the end, each with the key of the outermost object that it stands below;
   * keys aren't among them. */
  * texts() {
    let depth = 0;
    let outermostKey = null;
    for (;;) {
      const character = this.peek();
      if (character === undefined) return;
      if (character === '"') {
        let text;
        try {
          text = this.string();
        } catch {
          return;
        }
        if (!this.take(':')) yield [outermostKey, text];
        else if (depth === 1) outermostKey = text;
        continue;
      }
      if (character === '{' || character === '[') depth += 1;
      else if (character === '}' || character === ']') depth = Math.max(0, depth - 1);
      this.at += 1;
    }
  }
}

const ESCAPES = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The text that is meant. Half of a surrogate pair is U+FFFD. */
function unescapeJson(raw) {
  let text = '';
  let at = 0;
  for (;;) {
    const escape = raw.indexOf('\\', at);
    if (escape < 0) return text + raw.slice(at);
    text += raw.slice(at, escape);
    const letter = raw[escape + 1];
    if (letter !== 'u') {
      text += ESCAPES[letter] ?? letter ?? '';
      at = escape + 2;
      continue;
    }
    at = escape + 2;
    const first = unit(raw, at);
    if (first === null) {
      text += '\ufffd';
      continue;
    }
    at += 4;
    const isHigh = first >= 0xd800 && first <= 0xdbff;
    const isLow = first >= 0xdc00 && first <= 0xdfff;
    const second = isHigh && raw.startsWith('\\u', at) ? unit(raw, at + 2) : null;
    if (second !== null && second >= 0xdc00 && second <= 0xdfff) {
      text += String.fromCharCode(first, second);
      at += 6;
    } else {
      text += isHigh || isLow ? '\ufffd' : String.fromCharCode(first);
    }
  }
}

/** The number that four hexadecimal digits are. */
function unit(raw, at) {
  const digits = raw.slice(at, at + 4);
  return /^[0-9A-Fa-f]{4}$/.test(digits) ? Number.parseInt(digits, 16) : null;
}
