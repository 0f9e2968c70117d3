'use strict';
// Where the reader is: what is looked for, and which code is open. It is in the address, so that it
// can be sent to somebody. A response that was pasted never is: it may be a customer's.

const FILTERS = ['vendor', 'status', 'category', 'retry'];
const NOWHERE = { query: '', vendor: '', status: '', category: '', retry: '', open: null };

/** The part of the address from `#` on. */
function hashOf(place) {
  const parameters = new URLSearchParams();
  if (place.query.trim() !== '' && !looksLikeResponse(place.query)) parameters.set('q', place.query.trim());
  for (const filter of FILTERS) if (place[filter] !== '') parameters.set(filter, place[filter]);
  const search = parameters.toString().replace(/=(?=&|$)/g, '').replaceAll('%2F', '/');
  const open = place.open === null ? '' : encodeURI(place.open);
  return search === '' ? `#${open}` : `#${open}?${search}`;
}

/** The place that an address means; what it says that isn't here is left out. */
function placeOf(hash) {
  const [, path, search] = /^#?([^?]*)\??(.*)$/s.exec(hash);
  const parameters = new URLSearchParams(search);
  const place = { ...NOWHERE, query: parameters.get('q') ?? '' };
  for (const filter of FILTERS) {
    const value = filter === 'vendor' ? catalogName(parameters.get(filter)) : parameters.get(filter) ?? '';
    const options = [...byId(`filter-${filter}`).options].map((option) => option.value);
    if (options.includes(value)) place[filter] = value;
  }
  if (path !== '') place.open = decoded(path);
  return place;
}

/** The name by which the choices have a catalog: a vendor of a single one has no name of its own. */
function catalogName(name) {
  const found = catalogsNamed(name);
  return found.length === 1 ? found[0].path : name ?? '';
}

function decoded(path) {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** Puts a place into the address: as a step that one can go back from, or in place of the last. */
function putIntoAddress(place, isStep) {
  const hash = hashOf(place);
  if (hash === (location.hash || '#')) return;
  try {
    if (isStep) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
  } catch {
    // The page is where addresses can't be changed, and works without.
  }
}
