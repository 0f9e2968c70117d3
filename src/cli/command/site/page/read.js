'use strict';
// From a body to its code, its message and its trace identifier, as the library reads it
// (src/response/read.rs): one pass that looks only at what the catalogs' pointers point to.

const MAX_BODY = 2 ** 20;
const MAX_RAW = 2 ** 10;
const MAX_INNER = 16;
const MAX_POINTERS = 64;

/** The pointers of some catalogs, without repetitions: to codes, to messages, to trace identifiers. */
class Pointers {
  constructor(catalogs) {
    this.all = [];
    const ends = ['code', 'message', 'trace_id'].map((list) => {
      const start = this.all.length;
      for (const pointer of catalogs.flatMap((catalog) => catalog.response[list])) {
        const isNew = !this.all.slice(start).some((known) => known.pointer === pointer);
        if (this.all.length < MAX_POINTERS && isNew) this.all.push({ pointer, tokens: tokens(pointer) });
      }
      return this.all.length;
    });
    [this.codes, this.messages, this.count] = ends;
  }

  /** What `text` has where the pointers point to. */
  follow(text) {
    const values = this.all.map(() => null);
    const everything = this.all.map((_, at) => at);
    let isRead = true;
    try {
      this.walk(new Scanner(text), values, everything, 0);
    } catch (error) {
      if (error !== BROKEN) throw error;
      isRead = false;
    }
    const first = (from, to) => values.slice(from, to).find((value) => value !== null) ?? null;
    return {
      code: first(0, this.codes),
      message: first(this.codes, this.messages),
      traceId: first(this.messages, this.count),
      isJson: isRead && (text.startsWith('{') || text.startsWith('[')),
    };
  }

  /** Follows the pointers in `active`, of which `depth` parts have led to the value that is next. */
  walk(scanner, values, active, depth) {
    const value = scanner.value();
    if (value instanceof RawText) {
      for (const at of active) {
        if (this.all[at].tokens.length > depth) continue;
        const text = value.unescape();
        values[at] = trimAscii(text) === '' ? null : text;
      }
    } else if (value === OBJECT) {
      for (let key = scanner.key(); key !== null; key = scanner.key()) {
        this.step(scanner, values, active, depth, key.unescape());
      }
    } else if (value === LIST) {
      for (let position = 0; scanner.element(); position += 1) {
        this.step(scanner, values, active, depth, String(position));
      }
    }
  }

  step(scanner, values, active, depth, key) {
    const leading = active.filter((at) => this.all[at].tokens[depth] === key);
    if (leading.length === 0) scanner.skip();
    else this.walk(scanner, values, leading, depth + 1);
  }

  /** What the first document has that a text inside `text` is: relays wrap what they got. */
  followInside(text, failed, wantMessage) {
    let withMessage = null;
    let documents = 0;
    for (const [key, raw] of new Scanner(text).texts()) {
      if (!failed && key !== null && key.unescape() !== 'error') continue;
      const document = raw.unescape();
      if (!trimAsciiStart(document).startsWith('{')) continue;
      documents += 1;
      if (documents > MAX_INNER) break;
      const inner = this.follow(document);
      if (inner.code !== null) return inner;
      if (wantMessage && inner.message !== null) withMessage ??= inner;
    }
    return withMessage;
  }
}

/** The parts of an RFC 6901 pointer. */
function tokens(pointer) {
  return pointer.split('/').slice(1).map((token) => token.replace(/~[01]/g, (it) => (it === '~1' ? '/' : '~')));
}

/** The error that a body reports, as the catalogs of a vendor read it; `null` where it reports none. */
function readBody(catalogs, vendorCatalogs, status, body) {
  const text = trimAscii(firstBytes(body, MAX_BODY).replace(/^\ufeff+/, ''));
  const pointers = new Pointers(catalogs);
  const failed = status !== null && status >= 400;
  let found = pointers.follow(text);
  if (found.code === null) {
    found = pointers.followInside(text, failed, found.message === null) ?? found;
  }
  const isUnreadable = !found.isJson && text !== '' && status === null;
  const saysNothing = found.code === null && found.message === null;
  if (saysNothing) {
    if (!failed && !isUnreadable) return null;
    found.message = firstBytes(text, MAX_RAW);
  }
  const code = found.code === '' ? null : found.code;
  const message = found.message === null || isBlank(found.message) ? null : found.message;
  const finding = findRow(catalogs, vendorCatalogs, status, code, message);
  const isRaw = saysNothing && message !== null;
  return new ReadError({ ...finding, code, message, isRaw, status, ownTraceId: found.traceId });
}
