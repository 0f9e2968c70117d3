'use strict';
// The list of results. It grows as it is scrolled: ten thousand items are found, not drawn.

const CHUNK = 20;

const list = {
  rows: [],
  words: [],
  read: new Map(),
  drawn: 0,

  /** Shows other results. */
  show({ rows, words, read }) {
    Object.assign(this, { rows, words, read, drawn: 0 });
    byId('list').replaceChildren();
    this.drawMore(CHUNK);
  },

  drawMore(count) {
    const next = this.rows.slice(this.drawn, this.drawn + count);
    this.drawn += next.length;
    byId('list').append(...next.map((row) => this.item(row)));
    byId('more').hidden = this.drawn >= this.rows.length;
  },

  /** All of them, for paper. */
  drawAll() {
    this.drawMore(this.rows.length);
  },

  item(row) {
    const values = this.read.get(row);
    // Of a message that was found as a whole, every word would be marked.
    const words = values ? [] : this.words;
    const link = element('a', { href: `#${row.path}`, 'data-open': row.path },
      element('span', { class: 'line' },
        shown(row.code, { name: 'code', words }),
        ' ', element('span', { class: 'status' }, row.status === null ? '' : String(row.status))));
    const variant = variantOf(row);
    if (variant) link.append(' ', element('span', { class: 'variant' }, shown(variant, { name: 'code', words })));
    link.append(
      ' ', shown(row.message ?? row.description, { name: 'span', words }),
      ' ', element('span', { class: 'words' },
        element('span', { class: 'path' }, row.catalog.path), ' ',
        element('span', {}, row.category), ' ',
        element('span', { class: `tone ${toneOf(row.retry)}` }, row.retry),
        row.retired ? element('span', { class: 'tone none' }, ' retired') : null));
    if (values?.length) link.append(' ', argumentsInLine(values));
    return element('li', {}, link);
  },

  links() {
    return [...byId('list').querySelectorAll('a')];
  },

  /** Moves the focus by `step` results. */
  move(step) {
    const links = this.links();
    const focused = links.indexOf(document.activeElement);
    const current = focused >= 0 ? focused : links.findIndex((link) => link.hasAttribute('aria-current'));
    let next = current + step;
    if (current < 0) next = step > 0 ? 0 : -1;
    if (next >= links.length - 1) this.drawMore(CHUNK);
    if (next < 0) byId('query').focus();
    else this.links()[next]?.focus();
  },

  focusOn(path) {
    const link = this.links().find((one) => one.dataset.open === path);
    link?.focus();
    return link !== undefined;
  },

  /** Marks the result that is open. */
  mark(path) {
    for (const link of this.links()) {
      if (link.dataset.open === path) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  },
};

function argumentsInLine(values) {
  const line = element('span', { class: 'values' });
  for (const [name, value] of values) {
    if (line.hasChildNodes()) line.append(' ');
    line.append(element('var', {}, name), ' ', shown(value.slice(0, 100), { name: 'samp' }));
  }
  return line;
}
