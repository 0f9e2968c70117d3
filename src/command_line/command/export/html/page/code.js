'use strict';
// All that is known of a code.

/** The article of a row. `values` are the arguments of the message that was looked for. */
function codeArticle(row, { values = null } = {}) {
  const { catalog } = row;
  const variant = variantOf(row);
  const article = element('article', { class: 'code', 'data-path': row.path });
  article.append(
    element('p', { class: 'origin' }, shown(catalog.title), ' ', element('span', { class: 'path' }, catalog.path)),
    element('h2', { id: 'code-title', tabindex: '-1' }, shown(row.code, { name: 'code' })),
  );
  if (variant) article.append(element('p', { class: 'variant' }, element('code', {}, variant)));
  if (row.retired) {
    article.append(element('p', { class: 'notice' }, 'Retired since ', shown(row.retired.since), '. ', shown(row.retired.reason)));
  }
  if (row.title) article.append(element('p', { class: 'title' }, shown(row.title)));
  article.append(
    shown(row.description, { name: 'p', lines: true }),
    element('div', { class: 'buttons' },
      copyButton('Copy code', 'The code', () => row.code),
      copyButton('Copy link', 'The link', () => linkTo(row))),
    verdictBox(toneOf(row.retry), verdictOfWords(row.retry, row.category), [CATEGORIES.get(row.category).meaning]),
    facts([
      ['Status', row.statuses.length === 0 ? 'none: it is not reported by a status' : row.statuses.join(', ')],
      ['Message', row.template && templateText(row.template)],
      ['Or', row.other_messages.length > 0 ? shown(row.other_messages.join('\n'), { lines: true }) : null],
      ['Other codes', row.other_codes.length > 0 ? shown(row.other_codes.join(', '), { name: 'code' }) : null],
      ['Arguments', values?.length ? argumentList(values) : null],
      ['Category', wordWithMeaning(row.category, CATEGORIES.get(row.category).meaning)],
      ['Retry', wordWithMeaning(row.retry, RETRIES.get(row.retry).meaning)],
      ['Advice', row.advice && shown(row.advice)],
      ['Guidance', row.guidance && element('span', {}, shown(row.guidance.section), ': ', shown(row.guidance.text))],
      ['Group', row.group && shown(row.group)],
    ]),
  );
  if (row.details) article.append(part('In detail', shown(row.details, { name: 'p', lines: true })));
  if (row.causes.length > 0) {
    article.append(part('Causes', element('ul', {}, ...row.causes.map((cause) => shown(cause, { name: 'li', lines: true })))));
  }
  if (row.cases.length > 0) article.append(part('Cases', caseList(row.cases)));
  const others = ROWS.filter((other) => other !== row && other.code === row.code);
  if (others.length > 0) article.append(part('The same code', rowLinks(others)));
  article.append(part('Where it is from', element('p', {}, ...linkedSource(row.source ?? catalog.source)), rustPath(row)));
  return article;
}

/** Whether and when to send the request again. */
function verdictOfWords(retry, category) {
  return retry === 'after-change' ? CATEGORIES.get(category).after_change : RETRIES.get(retry).verdict;
}

function linkTo(row) {
  return `${location.href.split('#')[0]}#${row.path}`;
}

/** What to do, so that it is seen first. */
function verdictBox(tone, verdict, reasons) {
  const box = element('div', { class: `verdict ${tone}` }, element('p', { class: 'do' }, verdict));
  box.append(...reasons.map((reason) => element('p', {}, reason)));
  return box;
}

/** Facts with labels; those that there aren't are left out. */
function facts(pairs) {
  const list = element('dl', { class: 'facts' });
  for (const [label, fact] of pairs) {
    if (fact === null || fact === undefined) continue;
    list.append(element('div', {}, element('dt', {}, label), element('dd', {}, fact)));
  }
  return list;
}

function part(heading, ...content) {
  return element('section', {}, element('h3', {}, heading), ...content);
}

function wordWithMeaning(word, meaning) {
  return element('span', {}, element('code', {}, word), ' ', element('span', { class: 'meaning' }, meaning));
}

/** A template, in which placeholders can be told from text. */
function templateText(template) {
  if (template.segments.length === 0) return shown(template.text, { name: 'samp', lines: true });
  const text = element('samp', { dir: 'auto', class: 'lines' });
  for (const segment of template.segments) {
    if (segment.literal === undefined) text.append(element('var', {}, segment.name));
    else text.append(...visibleNodes(segment.literal, true));
  }
  return text;
}

function argumentList(values) {
  const pairs = values.map(([name, value]) => {
    const text = value === '' ? element('span', { class: 'meaning' }, 'nothing') : shownStart(value);
    return element('div', {}, element('dt', {}, element('var', {}, name)), element('dd', {}, text));
  });
  return element('dl', { class: 'arguments' }, ...pairs);
}

/** How much of a text is shown that came with a response. */
const MAX_SHOWN = 2000;

function shownStart(text) {
  if (text.length <= MAX_SHOWN) return shown(text, { name: 'samp', lines: true });
  const start = text.slice(0, MAX_SHOWN).replace(/[\ud800-\udbff]$/, '');
  return element('span', {}, shown(start, { name: 'samp', lines: true }), ` … and ${text.length - start.length} more`);
}

function caseList(cases) {
  const pairs = cases.map((one) => element('div', {},
    element('dt', {}, shown(one.name)),
    element('dd', {}, shown(one.description), shown(one.example, { name: 'samp' }))));
  return element('dl', { class: 'cases' }, ...pairs);
}

function rowLinks(rows) {
  const links = rows.map((row) => element('li', {},
    element('a', { href: `#${row.path}`, 'data-open': row.path }, row.path),
    ` ${[row.status, row.retry].filter((word) => word !== null).join(' · ')} `,
    shown(row.message ?? row.description, { name: 'span' })));
  return element('ul', { class: 'links' }, ...links);
}

/** A source, whose addresses are links. */
function linkedSource(source) {
  return source.split(/(https?:\/\/[^\s()<>"]+)/).map((piece, at) => (at % 2 === 0
    ? shown(piece)
    : element('a', { href: piece, rel: 'noopener noreferrer' }, shown(piece))));
}

function rustPath(row) {
  const path = [...row.catalog.path.split('/'), 'ErrorCode', row.name];
  return element('p', {}, 'Rust: ', element('code', { class: 'rust' }, path.join('::')));
}
