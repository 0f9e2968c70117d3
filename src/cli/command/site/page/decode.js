'use strict';
// Which vendor's error a response is, and what to do about it, as the command `decode` has it
// (src/cli/decode). A test compares the two, response by response.

const GOODNESS = [UNKNOWN, CLASS, OTHER_STATUS, OTHER_MESSAGE, EXACT];

/** What a body says, as the catalog or vendor `from` reads it, or, without one, as the vendors do who
 * understand it best. */
function decode({ from = null, status = null, text }) {
  const isEmpty = trimAscii(text) === '';
  if (from === null) {
    const best = bestReadings(VENDORS.map((vendor) => reading(vendor, status, text)));
    return { from, status, isEmpty, best, elsewhere: null };
  }
  const own = [reading(from, status, text)].filter((read) => read !== null);
  let elsewhere = null;
  if (!own.some(isKnown)) {
    const others = VENDORS.filter((vendor) => own.every((read) => read.vendor !== vendor));
    elsewhere = bestReadings(others.map((vendor) => reading(vendor, status, text))).find(isKnown) ?? null;
  }
  return { from, status, isEmpty, best: own, elsewhere };
}

function reading(name, status, text) {
  const catalogs = catalogsNamed(name);
  const [{ vendor }] = catalogs;
  const error = readBody(catalogs, catalogsNamed(vendor), status, text);
  if (error === null) return null;
  const rank = [
    GOODNESS.indexOf(error.found),
    Number(error.arguments() !== null),
    Number(error.found === UNKNOWN && error.code !== null),
    Number(error.message !== null && !error.isRaw),
    Number(error.traceId() !== null),
  ];
  return { vendor, error, rank };
}

function isKnown(read) {
  return read.error.found !== UNKNOWN;
}

/** Those of the readings than which none is better; one, where no row was found. */
function bestReadings(readings) {
  const read = readings.filter((one) => one !== null);
  const compare = (one, other) => {
    const at = one.rank.findIndex((value, position) => value !== other.rank[position]);
    return at < 0 ? 0 : one.rank[at] - other.rank[at];
  };
  const best = read.filter((one) => read.every((other) => compare(one, other) >= 0));
  return best.some(isKnown) ? best : best.slice(0, 1);
}

/** The answer as `decode --format json` has it. */
function decodedJson(answer) {
  if (answer.best.length === 0) return null;
  const [{ error }] = answer.best;
  const catalogs = new Set(error.rows.map((row) => row.catalog.path));
  return {
    catalog: catalogs.size === 1 ? [...catalogs][0] : null,
    name: error.row?.name ?? null,
    code: error.wireCode(),
    status: error.status,
    message: error.message,
    arguments: Object.fromEntries(error.arguments() ?? []),
    category: error.category,
    retry: error.retry,
    known: error.row !== null,
    found: error.found,
    case: error.subtype()?.name ?? null,
    trace_id: error.traceId(),
    may_have_taken_effect: error.mayHaveTakenEffect(),
    rows: answer.best.flatMap((read) => read.error.rows.map((row) => row.path)),
  };
}

/** Whether and when to send the request again. */
function verdictOn(error) {
  if (error.retry === 'never' && error.saysNothing()) return DATA.sentences.ask_somebody;
  return verdictOfWords(error.retry, error.category, warningOf(error) !== null);
}

function verdictOfWords(retry, category, warned = false) {
  if (retry === 'after-change') return CATEGORIES.get(category).after_change;
  return warned ? RETRIES.get(retry).careful : RETRIES.get(retry).verdict;
}

/** Who has to act on it. */
function reasonOf(error) {
  if (error.found === CLASS && error.category === 'unknown') return DATA.sentences.several;
  if (!error.saysNothing()) return CATEGORIES.get(error.category).meaning;
  return error.status === null ? DATA.sentences.unknown : DATA.sentences.unknown_with_status;
}

/** What to do before a request is sent again that may have had an effect. */
function warningOf(error) {
  const failed = error.status !== null && error.status >= 300;
  const warns = failed && error.mayHaveTakenEffect() && RETRIES.get(error.retry).is_retryable;
  return warns ? DATA.sentences.warning : null;
}

/** Whether the request has had an effect, where that isn't what is to be expected. */
function effectOf(error) {
  if (!error.mayHaveTakenEffect() || warningOf(error) !== null) return null;
  if (error.status === null) {
    return RETRIES.get(error.retry).is_retryable ? DATA.sentences.effect_unknown : null;
  }
  if (error.status < 200 || error.status > 299) return DATA.sentences.effect_possible;
  return error.saysNothing() ? null : DATA.sentences.effect_of_task;
}
