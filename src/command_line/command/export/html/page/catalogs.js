'use strict';
// The catalogs, with what is looked for made once.

/** Every row of every catalog, in order. */
const ROWS = [];
const ROW_BY_PATH = new Map();

for (const catalog of DATA.catalogs) {
  const [vendor] = catalog.path.split('/');
  catalog.vendor = vendor;
  catalog.rows = catalog.codes.map((code, position) => {
    const row = Object.assign(code, {
      catalog,
      position,
      order: ROWS.length,
      path: `${catalog.path}/${code.name}`,
      template: code.message === null ? null : new Template(code.message, code.segments),
    });
    ROWS.push(row);
    ROW_BY_PATH.set(row.path, row);
    return row;
  });
}

const VENDORS = [...new Set(DATA.catalogs.map((catalog) => catalog.vendor))];
const CATEGORIES = new Map(DATA.categories.map((category) => [category.word, category]));
const RETRIES = new Map(DATA.retries.map((retry) => [retry.word, retry]));

/** The catalogs that `name` means: one by its path, or those of a vendor. */
function catalogsNamed(name) {
  return DATA.catalogs.filter((catalog) => catalog.path === name || catalog.vendor === name);
}

/** A class of CSS for a retry. */
function toneOf(retry) {
  if (RETRIES.get(retry).is_retryable) return 'go';
  return retry === 'never' ? 'stop' : 'change';
}

/** The name of the Rust variant, where it isn't plain from the wire code. */
function variantOf(row) {
  return squash(row.name) === squash(row.code) ? null : row.name;
}
