'use strict';
// The page: what is where, and what happens on what.

let place = { ...NOWHERE };
/** What was shown last, so that only what differs is made again. */
let shownResults = null;

/** Goes on to another place; as a step, one can go back from it. */
function go(changes, isStep = false) {
  place = { ...place, ...changes };
  putIntoAddress(place, isStep);
  draw();
}

function draw() {
  byId('app').dataset.mode = place.mode;
  byId('app').toggleAttribute('data-open', place.open !== null);
  for (const mode of ['search', 'read']) {
    const isOn = place.mode === mode;
    byId(`tab-${mode}`).setAttribute('aria-selected', String(isOn));
    byId(`tab-${mode}`).tabIndex = isOn ? 0 : -1;
    byId(`panel-${mode}`).hidden = !isOn;
  }
  byId('results').hidden = place.mode !== 'search';
  if (byId('query').value.trim() !== place.query.trim()) byId('query').value = place.query;
  for (const filter of FILTERS) byId(`filter-${filter}`).value = place[filter];
  drawResults();
  drawDetail();
  list.mark(place.open);
}

function drawResults() {
  const wanted = JSON.stringify([place.query.trim(), ...FILTERS.map((filter) => place[filter])]);
  if (wanted === shownResults) return;
  shownResults = wanted;
  let found = search(place.query, place);
  let note = `${counted(found.rows.length, 'code')} of ${ROWS.length}`;
  if (found.rows.length === 0) {
    const rows = mentionedIn(place.query).filter((row) => passes(row, place));
    found = { rows, words: [], read: new Map() };
    note = rows.length === 0 ? 'No code has all of these words' : `No code has all of these words. Mentioned: ${counted(rows.length, 'code')}`;
  } else if (found.rows.length === ROWS.length) {
    note = counted(ROWS.length, 'code');
  }
  list.show(found);
  byId('count').textContent = note;
  byId('clear').hidden = wanted === JSON.stringify(['', '', '', '', '']);
}

function counted(number, thing) {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

function drawDetail() {
  const parts = [];
  let row = place.open === null ? null : ROW_BY_PATH.get(place.open) ?? null;
  let isAnswered = false;
  if (place.open !== null) parts.push(backButton());
  if (place.mode === 'read') {
    const answer = answerOfForm();
    byId('clear-response').hidden = byId('response').value === '';
    byId('verdict').textContent = answer ? answerInWords(answer) : '';
    if (answer) parts.push(answerSection(answer, byId('response').value));
    const read = answer?.best.length === 1 ? answer.best[0].error : null;
    if (row === null && place.open === null) row = read?.row ?? null;
    isAnswered = row !== null && row === read?.row;
  }
  if (row !== null) parts.push(codeArticle(row, { values: list.read.get(row), isAnswered }));
  else if (place.open !== null) parts.push(unknownCode(place.open));
  else if (parts.length === 0) parts.push(overview());
  byId('detail').replaceChildren(...parts);
  document.title = row === null ? 'Error catalog' : `${row.code} · ${row.catalog.path} · Error catalog`;
}

function backButton() {
  const button = element('button', { type: 'button', class: 'quiet back' }, '← Back');
  button.addEventListener('click', closeCode);
  return button;
}

function unknownCode(path) {
  return element('section', {},
    element('h2', { id: 'code-title', tabindex: '-1' }, 'No such code'),
    element('p', {}, 'This page has no ', shown(path.slice(0, 200), { name: 'code' }), '. It may be a code of another version, or of a catalog that this page doesn’t have.'));
}

/** What there is, before anything is looked for. */
function overview() {
  const catalogs = DATA.catalogs.map((catalog) => {
    const link = element('a', { href: hashOf({ ...NOWHERE, vendor: catalog.path }) }, shown(catalog.title));
    return element('div', {},
      element('dt', {}, link, ' ', element('span', { class: 'path' }, counted(catalog.rows.length, 'code'))),
      element('dd', {}, shown(catalog.description)));
  });
  const words = DATA.retries.map((retry) => element('div', { class: toneOf(retry.word) },
    element('dt', {}, element('code', {}, retry.word)), element('dd', {}, retry.meaning)));
  return element('div', { class: 'overview' },
    element('h2', {}, 'Catalogs'), element('dl', { class: 'catalogs' }, ...catalogs),
    element('h2', {}, 'What to do'), element('dl', { class: 'legend' }, ...words));
}

// Codes.

function isNarrow() {
  return matchMedia('(max-width: 60rem)').matches;
}

function openRow(path) {
  go({ open: path }, true);
  const title = byId('code-title');
  title?.focus({ preventScroll: true });
  const top = isNarrow() ? title?.closest('article, section') : byId('detail');
  if (place.mode === 'read' || isNarrow()) top?.scrollIntoView({ block: 'start' });
  else byId('detail').scrollTop = 0;
}

function closeCode() {
  const { open } = place;
  go({ open: null }, true);
  if (place.mode === 'read' || !list.focusOn(open)) byId(place.mode === 'read' ? 'response' : 'query').focus();
}

// Responses.

/** What the response says that is in the form; `null` where there is none. */
function answerOfForm() {
  const text = byId('response').value;
  const given = byId('response-status').value.trim();
  const { status, body } = splitHead(text);
  byId('response-status').placeholder = status ?? 'unknown';
  const own = /^[1-9][0-9]{2}$/.test(given) ? Number(given) : status;
  if (text === '' && own === null) return null;
  return decode({ from: byId('response-from').value || null, status: own, text: body });
}

function clearResponse() {
  byId('response').value = '';
  byId('response-status').value = '';
  go({ open: null });
  byId('response').focus();
}

function onPaste(event) {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (!looksLikeResponse(text)) return;
  event.preventDefault();
  byId('response').value = text;
  go({ mode: 'read', open: null }, true);
  byId('response').focus();
}

// Choices.

function fillSelect(id, everything, options) {
  byId(id).replaceChildren(
    element('option', { value: '' }, everything),
    ...options.map(([value, text]) => element('option', { value }, text)));
}

function fillSelects() {
  const scopes = (vendor) => DATA.catalogs.filter((catalog) => catalog.vendor === vendor);
  const vendors = VENDORS.flatMap((vendor) => {
    const own = scopes(vendor);
    const paths = own.map((catalog) => [catalog.path, own.length > 1 ? `\u2003${catalog.path}` : catalog.path]);
    return own.length > 1 ? [[vendor, vendor], ...paths] : paths;
  });
  fillSelect('filter-vendor', 'All', vendors);
  fillSelect('response-from', 'Anybody', vendors);
  const numbers = new Map();
  for (const row of ROWS) numbers.set(row.status, (numbers.get(row.status) ?? 0) + 1);
  const statuses = [...numbers.keys()].filter((status) => status !== null).sort((one, other) => one - other);
  const none = numbers.has(null) ? [['none', 'none']] : [];
  fillSelect('filter-status', 'All', [...statuses.map((status) => [String(status), String(status)]), ...none]);
  const used = (field) => new Set(ROWS.map((row) => row[field]));
  for (const [field, words] of [['category', DATA.categories], ['retry', DATA.retries]]) {
    const present = used(field);
    fillSelect(`filter-${field}`, 'All', words.filter(({ word }) => present.has(word)).map(({ word }) => [word, word]));
  }
}

function nextColours() {
  const next = COLOURS[(COLOURS.indexOf(root.dataset.colours) + 1) % COLOURS.length];
  setColours(next);
  kept.set('colours', next);
  nameColours();
}

function nameColours() {
  byId('colours').textContent = `Colours: ${root.dataset.colours}`;
}

function listen() {
  byId('query').addEventListener('input', () => go({ query: byId('query').value, open: isNarrow() ? null : place.open }));
  byId('query').addEventListener('paste', onPaste);
  for (const filter of FILTERS) {
    byId(`filter-${filter}`).addEventListener('change', (event) => go({ [filter]: event.target.value }));
  }
  byId('clear').addEventListener('click', () => {
    go({ ...NOWHERE, open: place.open });
    byId('query').focus();
  });
  for (const id of ['response', 'response-status', 'response-from']) {
    byId(id).addEventListener('input', () => go({ open: null }));
  }
  byId('clear-response').addEventListener('click', clearResponse);
  byId('panel-read').addEventListener('submit', (event) => event.preventDefault());
  for (const mode of ['search', 'read']) {
    byId(`tab-${mode}`).addEventListener('click', () => go({ mode, open: null }, true));
    byId(`tab-${mode}`).addEventListener('keydown', onTabKey);
  }
  byId('more').addEventListener('click', () => {
    const first = list.drawn;
    list.drawMore(CHUNK);
    list.links()[first]?.focus();
  });
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) list.drawMore(CHUNK);
  }, { rootMargin: '300px' }).observe(byId('more'));
  byId('colours').addEventListener('click', nextColours);
  byId('letters').checked = kept.get('letters') !== 'off';
  byId('letters').addEventListener('change', (event) => kept.set('letters', event.target.checked ? 'on' : 'off'));
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('detail').focus();
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-open]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openRow(link.dataset.open);
  });
  document.addEventListener('keydown', onKey);
  addEventListener('popstate', () => {
    place = placeOf(location.hash);
    draw();
  });
  addEventListener('beforeprint', () => place.open === null && place.mode === 'search' && list.drawAll());
}

fillSelects();
nameColours();
listen();
place = placeOf(location.hash);
draw();
byId('all').remove();
removeEventListener('error', giveUp);
