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
    row.details, row.retired?.reason, ...row.causes,
    ...row.cases.flatMap((one) => [one.name, one.description, one.example]),
    catalog.title, row.category, row.retry,
  ];
  return [row, {
    names: `\n${squash(row.code)}\n${squash(row.name)}\n`,
    status: String(row.status ?? ''),
    path: row.path.toLowerCase(),
    message: (row.message ?? '').toLowerCase(),
    others: others.filter((text) => text !== undefined).join('\n').toLowerCase(),
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

function scoreOfWord({ names, status, path, message, others }, { text, squashed }) {
  if (squashed !== '' && names.includes(squashed)) return names.includes(`\n${squashed}`) ? 60 : 40;
  if (status === text) return 30;
  if (message.includes(text)) return 20;
  if (path.includes(text)) return 15;
  return others.includes(text) ? 10 : 0;
}

/** Whether a row passes the filters. */
function passes(row, { vendor, status, category, retry }) {
  return (vendor === '' || row.catalog.vendor === vendor || row.catalog.path === vendor)
    && (status === '' || String(row.status ?? 'none') === status)
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
  const read = messagesThatAre(query.trim(), candidates);
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

/** The rows that a text mentions: by their code, as a word, or by their message, in a line. */
function mentionedIn(text) {
  const start = text.slice(0, MAX_TEXT);
  const words = new Set(start.match(/[\p{L}\p{N}_.|-]+/gu)?.map((word) => word.replace(/^[.-]+|[.-]+$/g, '')));
  const lines = start.split(/\r?\n/);
  return ROWS.filter((row) => words.has(row.code) || (row.template && isInLine(row.template, start, lines)));
}

function isInLine(template, text, lines) {
  if (template.literalLength < 2 * TELLING) return false;
  const first = template.pieces.length === 0 ? template.text : template.pieces[0].literal;
  if (first === undefined || !text.includes(first)) return false;
  return lines.some((line) => {
    const at = line.indexOf(first);
    if (at < 0) return false;
    return template.pieces.length === 0 || readMessage(template, line.slice(at)) !== null;
  });
}

/** The head of an HTTP response, as `curl -i` prints it, and what follows it. */
function splitHead(text) {
  let status = null;
  let body = text;
  for (;;) {
    const head = /^\s*HTTP\/[0-9.]+ +([1-9][0-9]{2})\b[^\n]*\n(?:[^\n]*[^\r\n][^\n]*\n)*(?:\r?\n|$)/.exec(body);
    if (head === null) return { status, body };
    status = Number(head[1]);
    body = body.slice(head[0].length);
  }
}

/** Whether what was pasted is a response, and no words to look for. */
function looksLikeResponse(text) {
  const trimmed = text.trim();
  return /^(?:\ufeff?[{[]|HTTP\/[0-9]|<)/.test(trimmed) || trimmed.includes('\n');
}
