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
  byId('app').toggleAttribute('data-open', place.open !== null);
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
    note = rows.length === 0 ? 'No code has all of these words' : `${counted(rows.length, 'code')} mentioned in this text`;
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
  const row = place.open === null ? null : ROW_BY_PATH.get(place.open) ?? null;
  if (place.open !== null) parts.push(backButton());
  if (row !== null) parts.push(codeArticle(row, { values: list.read.get(row) }));
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
  if (isNarrow()) top?.scrollIntoView({ block: 'start' });
  else byId('detail').scrollTop = 0;
}

function closeCode() {
  const { open } = place;
  go({ open: null }, true);
  if (!list.focusOn(open)) byId('query').focus();
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
  const numbers = new Map();
  for (const row of ROWS) for (const status of row.statuses.length ? row.statuses : [null]) numbers.set(status, (numbers.get(status) ?? 0) + 1);
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
  for (const filter of FILTERS) {
    byId(`filter-${filter}`).addEventListener('change', (event) => go({ [filter]: event.target.value }));
  }
  byId('clear').addEventListener('click', () => {
    go({ ...NOWHERE, open: place.open });
    byId('query').focus();
  });
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
  addEventListener('beforeprint', () => place.open === null && list.drawAll());
}

fillSelects();
nameColours();
listen();
place = placeOf(location.hash);
draw();
byId('all').remove();
removeEventListener('error', giveUp);
