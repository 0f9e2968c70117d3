'use strict';
// What a response says, and what to do about it.

/** The answer about a response. */
function answerSection(answer, text) {
  const section = element('section', { class: 'answer', 'aria-label': 'What the response says' });
  if (answer.best.length === 0) section.append(...nothing(answer));
  if (answer.best.length > 1) {
    const vendors = answer.best.map((read) => read.vendor).join(' and ');
    section.append(element('p', { class: 'notice' }, `It fits ${vendors} equally well: say whose it is.`));
  }
  for (const read of answer.best) section.append(...readingParts(read, answer.from));
  if (answer.elsewhere) {
    const { error, vendor } = answer.elsewhere;
    section.append(part(`${vendor} knows it`, rowLinks(error.rows)));
  }
  if (!answer.best.some(isKnown)) {
    const mentioned = mentionedIn(text).slice(0, 20);
    if (mentioned.length > 0) section.append(part('Codes that the text mentions', rowLinks(mentioned)));
  }
  if (answer.best.length > 0) {
    const json = () => `${JSON.stringify(decodedJson(answer), null, 2)}\n`;
    section.append(element('div', { class: 'buttons' }, copyButton('Copy as JSON', 'The answer', json)));
  }
  return section;
}

/** That there is no error. */
function nothing(answer) {
  if (answer.isEmpty) {
    return [verdictBox('none', 'No error is reported: the body is empty.', ['With its HTTP status, it may be an error all the same.'])];
  }
  if (answer.elsewhere) {
    return [verdictBox('none', `Read as a body of ${answer.from}, it reports no error.`, ['But it may be somebody else’s.'])];
  }
  return [verdictBox('none', 'No error is reported.', ['It is the body of a success, or of a task that is still running or was done.'])];
}

function readingParts({ error, vendor }, from) {
  const warning = warningOf(error);
  const tone = warning === null ? toneOf(error.retry) : 'change';
  const reasons = [reasonOf(error), warning].filter((reason) => reason !== null);
  const values = error.arguments();
  const subtype = error.subtype();
  const code = error.wireCode();
  const paths = [...new Set(error.rows.map((row) => row.catalog.path))].join(', ');
  const parts = [
    element('p', { class: 'origin' }, ...(paths === '' ? ['In no catalog'] : ['Read as ', element('span', { class: 'path' }, paths)])),
    element('h2', {}, code === null ? 'No code' : shown(code.slice(0, 200), { name: 'code' })),
    verdictBox(tone, verdictOn(error), reasons),
    facts([
      ['Status', statusText(error)],
      ['Message', error.message === null ? null : shownStart(error.message)],
      ['Arguments', values?.length ? argumentList(values) : null],
      ['Case', subtype && element('span', {}, shown(subtype.name), ': ', shown(subtype.description))],
      ['Trace id', error.traceId() === null ? null : shownStart(error.traceId())],
      ['Category', element('code', {}, error.category)],
      ['Retry', element('code', {}, error.retry)],
      ['Effect', effectOf(error)],
      ['Found', foundText(error, vendor, from)],
    ]),
  ];
  if (error.found === CLASS) parts.push(part('It is one of', rowLinks(error.rows)));
  return parts;
}

/** The status that came, and that of the page if it differs. */
function statusText(error) {
  const own = error.row?.status ?? null;
  if (error.status === null) return own === null ? null : `none was given; the page says ${own}`;
  return own === null || own === error.status ? String(error.status) : `${error.status}, where the page says ${own}`;
}

/** How the error was found, unless everything fits. */
function foundText(error, vendor, from) {
  const notes = {
    [EXACT]: () => null,
    [OTHER_MESSAGE]: () => 'By its code; the page has another message.',
    [OTHER_STATUS]: () => (error.row.status === null
      ? 'By its code; its page has no status, and category and retry are what the status says.'
      : 'By its code; the page has another status for it.'),
    [CLASS]: () => 'Several errors have the code, and neither status nor message says which it is. Category and retry are what they agree on, and else what the status says.',
    [UNKNOWN]: () => unknownText(error, vendor, from),
  };
  const paths = [...new Set(error.rows.map((row) => row.catalog.path))];
  const isElsewhere = from?.includes('/') && paths.length > 0 && !paths.includes(from);
  const scope = isElsewhere ? `Not in ${from}, but in ${paths.join(' and ')}.` : null;
  return [notes[error.found](), scope].filter((note) => note !== null).join(' ') || null;
}

function unknownText(error, vendor, from) {
  const consequence = error.status === null
    ? 'with its HTTP status more can be said'
    : 'category and retry are what the status says';
  if (error.code === null) return `The body has no code: ${consequence}.`;
  return from === null
    ? `No catalog has the code: ${consequence}.`
    : `No catalog of ${vendor} has the code: ${consequence}.`;
}

/** The answer in a sentence, for whoever hears the page. */
function answerInWords(answer) {
  if (answer.best.length === 0) return 'No error is reported.';
  const [{ error }] = answer.best;
  const code = error.wireCode()?.slice(0, 200) ?? 'No code';
  return `${code}. ${verdictOn(error)} ${reasonOf(error)}`;
}
