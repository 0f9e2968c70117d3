'use strict';
// Keys. Those that are letters or signs can be switched off, for people who speak to their computer.

function isTextField(target) {
  return target instanceof HTMLSelectElement
    || (target instanceof HTMLInputElement && target.type !== 'checkbox');
}

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const action = keyAction(event.key, event.target);
  if (action === null) return;
  event.preventDefault();
  action();
}

/** What a key does, where the focus is in `target`. */
function keyAction(key, target) {
  if (key === 'Escape') return () => stepBack(target);
  const isQuery = target === byId('query');
  if (key === 'Enter' && isQuery) return () => list.rows.length > 0 && openRow(list.rows[0].path);
  const isInList = isQuery || byId('list').contains(target);
  if (key === 'ArrowDown' && isInList) return () => list.move(1);
  if (key === 'ArrowUp' && isInList && !isQuery) return () => list.move(-1);
  if (isTextField(target) || !byId('letters').checked) return null;
  if (key === '/') return focusOnSearch;
  if (key === 'j') return () => list.move(1);
  if (key === 'k') return () => list.move(-1);
  return null;
}

function focusOnSearch() {
  if (place.open !== null) go({ open: isNarrow() ? null : place.open });
  byId('query').focus();
  byId('query').select();
}

/** Step by step: the field, the code, the filters. */
function stepBack(target) {
  if (target === byId('query') && target.value !== '') return go({ query: '' });
  if (place.open !== null) return closeCode();
  if (target === byId('query')) return target.blur();
  go({ ...NOWHERE });
  byId('query').focus();
}
