'use strict';
// Looking for codes: by words, by filters, by a message with its values, and in a text.

/** How much of a text is looked through for codes and messages that it mentions. */
const MAX_TEXT = 8192;
/** How much text of its own a template needs so that finding it says anything. */
const TELLING = 8;

/** What words are compared with, made once for each row. */
const INDEX = new Map(ROWS.map((row) => {
  const { catalog } = row;
  const others = [
    row.description, row.title, row.group, row.advice, row.guidance?.section, row.guidance?.text,
    row.details, row.retired?.reason, row.source, ...row.causes, ...row.other_codes, ...row.other_messages,
    ...row.cases.flatMap((one) => [one.name, one.description, one.example]),
    catalog.title, row.category, row.retry,
  ];
  return [row, {
    names: `\n${squash(row.code)}\n${squash(row.name)}\n`,
    statuses: row.statuses.map(String),
    path: row.path.toLowerCase(),
    message: (row.message ?? '').toLowerCase(),
    others: others.filter((text) => text !== null && text !== undefined).join('\n').toLowerCase(),
  }];
}));

/** The words of a query. */
function wordsOf(query) {
  return query.toLowerCase().split(/\s+/).filter((word) => word !== '');
}

/** How well a row fits the words; nothing, where one of them isn't in it. `all` is the query. */
function score(row, words, all) {
  const index = INDEX.get(row);
  let sum = 0;
  for (const word of words) {
    const points = scoreOfWord(index, word);
    if (points === 0) return 0;
    sum += points;
  }
  if (index.names.includes(all)) sum += 200;
  return row.retired ? sum - 5 : sum;
}

function scoreOfWord({ names, statuses, path, message, others }, { text, squashed }) {
  if (squashed !== '' && names.includes(squashed)) return names.includes(`\n${squashed}`) ? 60 : 40;
  if (statuses.includes(text)) return 30;
  if (message.includes(text)) return 20;
  if (path.includes(text)) return 15;
  return others.includes(text) ? 10 : 0;
}

/** Whether a row passes the filters. */
function passes(row, { vendor, status, category, retry }) {
  return (vendor === '' || row.catalog.vendor === vendor || row.catalog.path === vendor)
    && (status === '' || (row.statuses.length === 0 ? status === 'none' : row.statuses.includes(Number(status))))
    && (category === '' || row.category === category)
    && (retry === '' || row.retry === retry);
}

/** The rows that `query` and the filters leave, best first, and the arguments of those whose message
 * the query is. */
function search(query, filters) {
  const candidates = ROWS.filter((row) => passes(row, filters));
  const texts = wordsOf(query);
  if (texts.length === 0) return { rows: candidates, words: [], read: new Map() };
  const words = texts.map((text) => ({ text, squashed: squash(text) }));
  const all = `\n${squash(query)}\n`;
  const read = messagesThatAre(query.trim().slice(0, MAX_TEXT), candidates);
  const found = [];
  for (const row of candidates) {
    const sum = score(row, words, all) + (read.has(row) ? 1000 : 0);
    if (sum > 0) found.push({ row, sum });
  }
  // Those that fit equally well stay in the order of their pages.
  found.sort((one, other) => other.sum - one.sum);
  return { rows: found.map(({ row }) => row), words: texts.filter((word) => word.length > 1), read };
}

/** The rows whose message `text` is, with its arguments. */
function messagesThatAre(text, rows) {
  const read = new Map();
  if (text.length < TELLING) return read;
  const [trimmed] = trimMessage(text);
  for (const row of rows) {
    if (!row.template || row.template.literalLength < TELLING) continue;
    const values = row.template.arguments(text) ?? row.template.arguments(trimmed);
    if (values !== null) read.set(row, values);
  }
  return read;
}

/** The rows that a text mentions, first those whose message is in it, then those whose code is, as a
 * word. Where the text has the status of some of them, those with another status are left out. */
function mentionedIn(text) {
  const start = text.slice(0, MAX_TEXT);
  const words = new Set(start.match(/[\p{L}\p{N}_.|-]+/gu)?.map((word) => word.replace(/^[.-]+|[.-]+$/g, '')));
  const hasMessage = new Set(ROWS.filter(({ template }) => template
    && template.literalLength >= 2 * TELLING && template.isIn(start)));
  const rows = [...hasMessage, ...ROWS.filter((row) => [row.code, ...row.other_codes].some((code) => words.has(code)) && !hasMessage.has(row))];
  const hasStatus = (row) => row.statuses.some((status) => words.has(String(status)));
  return rows.some(hasStatus) ? rows.filter((row) => row.status === null || hasStatus(row)) : rows;
}

/** Whether a query is a response or a part of one, and no words to look for. */
function looksLikeResponse(text) {
  return text.length > 100 || /^\s*\ufeff?(?:[{[<]|HTTP\/[0-9])/.test(text);
}
