'use strict';
// Which row of which catalog an error is, as the library finds it (src/response/find.rs).

const EXACT = 'exact';
const OTHER_MESSAGE = 'other-message';
const OTHER_STATUS = 'other-status';
const CLASS = 'class';
const UNKNOWN = 'unknown';

/** How a status fits a row's; the better, the greater. */
const STATUS_UNLISTED = 0;
const STATUS_DIFFERS = 1;
const STATUS_OPEN = 2;
const STATUS_SAME = 3;

/** How a message fits a row's; it is the row's if it is greater. */
const MESSAGE_DIFFERS = -1;
const MESSAGE_OPEN = 0;

/** The row that an API means by `code`, first among those that are expected, then of the vendor. */
function findRow(expected, vendor, status, code, message) {
  return findAmong(expected, status, code ?? '', message)
    ?? findAmong(vendor, status, code ?? '', message)
    ?? { found: UNKNOWN, row: null, rows: [], catalogs: expected, ...judgement(judge(status)) };
}

function findAmong(catalogs, status, code, message) {
  const rows = bestRows(catalogs, status, code, message);
  if (rows.length === 0) return null;
  const [{ row: first, fit }] = rows;
  const judged = judgementOf(first, status);
  const mayBeFirst = fit.isExact && fit.message > MESSAGE_OPEN;
  const alone = rows.slice(1).every(({ row }) => mayBeFirst && row.catalog === first.catalog);
  if (alone) {
    const isOverruled = judged.category !== first.category || judged.retry !== first.retry;
    let found = EXACT;
    if (isOverruled || fit.status === STATUS_DIFFERS) found = OTHER_STATUS;
    else if (fit.message === MESSAGE_DIFFERS) found = OTHER_MESSAGE;
    return { found, row: first, rows: [first], catalogs, ...judged };
  }
  const byStatus = judge(status);
  const agree = (field) => rows.every(({ row }) => row[field] === first[field]);
  return {
    found: CLASS,
    row: null,
    rows: rows.map(({ row }) => row),
    catalogs,
    category: agree('category') ? judged.category : byStatus.category,
    retry: agree('retry') ? judged.retry : byStatus.retry,
  };
}

/** The rows of `code` that fit best, of which none can be told from the others. */
function bestRows(catalogs, status, code, message) {
  const rows = catalogs.flatMap((catalog) => catalog.byCode.get(code) ?? []);
  const candidates = rows.map((row) => ({ row, fit: fitOf(row, status, message) }));
  const best = candidates.reduce((best, { fit }) => (best && compareFits(best, fit) >= 0 ? best : fit), null);
  return candidates.filter(({ fit }) => compareFits(fit, best) === 0);
}

function fitOf(row, status, message) {
  const statusFit = fitOfStatus(row.status, status);
  const messageFit = fitOfMessage(row.template, message);
  return {
    isExact: statusFit >= STATUS_OPEN && messageFit !== MESSAGE_DIFFERS,
    status: statusFit,
    message: messageFit,
  };
}

function fitOfStatus(own, status) {
  if (own !== null) {
    if (status === null) return STATUS_OPEN;
    return own === status ? STATUS_SAME : STATUS_DIFFERS;
  }
  // The error of a task comes in a response that reports no error itself.
  return status === null || (status >= 200 && status <= 299) ? STATUS_SAME : STATUS_UNLISTED;
}

function fitOfMessage(template, message) {
  if (template === null || message === null) return MESSAGE_OPEN;
  return readMessage(template, message) === null ? MESSAGE_DIFFERS : template.literalLength;
}

/** The arguments of a message, also if a route has appended something to it. */
function readMessage(template, message) {
  return template.arguments(message) ?? template.arguments(trimMessage(message)[0]);
}

function compareFits(one, other) {
  const key = (fit) => [Number(fit.isExact), Number(fit.message > MESSAGE_OPEN), fit.status, fit.message];
  const [left, right] = [key(one), key(other)];
  const at = left.findIndex((value, position) => value !== right[position]);
  return at < 0 ? 0 : left[at] - right[at];
}

function judgement({ category, retry }) {
  return { category, retry };
}

/** What a row says, unless it has no status and that of the response says more. */
function judgementOf(row, status) {
  const isOverruled = row.status === null && DATA.overruling.includes(status);
  return judgement(isOverruled ? judge(status) : row);
}

/** An error that was read out of a response. */
class ReadError {
  constructor(parts) {
    Object.assign(this, parts);
  }

  /** The wire code, as it came. */
  wireCode() {
    return this.found === UNKNOWN ? this.code : this.rows[0].code;
  }

  /** The arguments of the message by their names; `null` where it isn't the row's. */
  arguments() {
    if (!this.row?.template || this.message === null) return null;
    return readMessage(this.row.template, this.message);
  }

  /** The sub-type whose example the message contains. */
  subtype() {
    if (!this.row || this.message === null) return null;
    const message = lowerAscii(this.message);
    return this.row.cases.find((one) => message.includes(lowerAscii(one.example))) ?? null;
  }

  traceId() {
    if (this.ownTraceId !== null || this.message === null) return this.ownTraceId;
    // What looks like one may be the end of an argument.
    const isArgument = this.row?.template ? this.row.template.parse(this.message) !== null : false;
    return isArgument ? null : trimMessage(this.message)[1];
  }

  /** Whether the request may have had an effect all the same. */
  mayHaveTakenEffect() {
    const status = this.status ?? this.row?.status ?? null;
    if (status === 408 || status === 499) return true;
    if (status >= 400 && status <= 499) return false;
    if (status >= 500 && status <= 599) return !CATEGORIES.get(this.category).refused;
    return true;
  }

  /** Whether nothing at all is known of it. */
  saysNothing() {
    return this.found === UNKNOWN && this.category === 'unknown';
  }
}
