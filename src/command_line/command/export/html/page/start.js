'use strict';
// Before anything is shown: that there is a script, and the colours that were chosen.

const root = document.documentElement;

/** A value that this browser keeps; nothing, where it may not keep any. */
const kept = {
  get(name) {
    try {
      return localStorage.getItem(`error-catalog.${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`error-catalog.${name}`, value);
    } catch {
      // It holds until the page is closed.
    }
  },
};

const COLOURS = ['automatic', 'light', 'dark'];

function setColours(colours) {
  root.dataset.colours = COLOURS.includes(colours) ? colours : COLOURS[0];
}

setColours(kept.get('colours'));
root.classList.add('scripted');

/** A browser that can't run the scripts has the list of all codes instead. */
function giveUp() {
  root.classList.remove('scripted');
}
addEventListener('error', giveUp);
