'use strict';
// Texts: how they are compared and cut, and how they are shown.

/** What the page is given. See `data.rs`. */
const DATA = JSON.parse(document.getElementById('data').textContent);

const encoder = new TextEncoder();

function isBlank(text) {
  return !/\P{White_Space}/u.test(text);
}

function trimEnd(text) {
  let end = text.length;
  while (end > 0 && isBlank(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

/** The length in bytes of UTF-8. */
function byteLength(text) {
  return encoder.encode(text).length;
}

/** A name without what doesn't count when names are compared: letter case and what joins words. */
function squash(name) {
  return name.toLowerCase().replace(/[_.\s-]+/g, '');
}

// Characters that can't be seen, or that change how those around them are read, are spelled out.

function characterClass(ranges) {
  const escape = (number) => `\\u{${number.toString(16)}}`;
  return ranges.map(([first, last]) => `${escape(first)}-${escape(last)}`).join('');
}

const UNSEEN = new RegExp(`[${characterClass(DATA.unseen)}]`, 'u');

function isSpelledOut(character, hasLines) {
  if (hasLines && (character === '\n' || character === '\t')) return false;
  return UNSEEN.test(character);
}

/** The text, and what is spelled out in it, as nodes. */
function visibleNodes(text, hasLines) {
  if (!UNSEEN.test(text)) return [document.createTextNode(text)];
  const nodes = [];
  let plain = '';
  for (const character of text) {
    if (isSpelledOut(character, hasLines)) {
      const number = character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
      if (plain) nodes.push(document.createTextNode(plain));
      plain = '';
      nodes.push(element('span', { class: 'unseen', title: 'a character that can’t be seen' }, `U+${number}`));
    } else {
      plain += character;
    }
  }
  if (plain) nodes.push(document.createTextNode(plain));
  return nodes;
}

/** A text of a catalog or of a response, in which everything can be seen, in its own direction. */
function shown(text, { name = 'bdi', lines = false, words = [] } = {}) {
  const part = element(name, { dir: 'auto' });
  if (lines) part.classList.add('lines');
  for (const [piece, isMatch] of split(text, words)) {
    const nodes = visibleNodes(piece, lines);
    if (isMatch) part.append(element('mark', {}, ...nodes));
    else part.append(...nodes);
  }
  return part;
}

/** The pieces of a text, each with whether it is one of `words`. */
function split(text, words) {
  if (words.length === 0) return [[text, false]];
  const pattern = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  const pieces = text.split(new RegExp(`(${pattern})`, 'giu'));
  return pieces.map((piece, at) => [piece, at % 2 === 1]).filter(([piece]) => piece !== '');
}

/** An element with attributes and children; a text becomes a text, whatever it is. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(attribute, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function byId(id) {
  return document.getElementById(id);
}

/** Says something to whoever doesn't look at the page. */
function say(text) {
  byId('said').textContent = text;
}
