'use strict';
// Copying, also where a page isn't allowed to write to the clipboard.

function copyButton(label, what, text) {
  const button = element('button', { type: 'button', class: 'quiet' }, label);
  button.addEventListener('click', async () => {
    const isCopied = await copy(text());
    button.textContent = isCopied ? 'Copied' : 'Not copied';
    say(isCopied ? `${what} is copied.` : `${what} can’t be copied by this browser.`);
    setTimeout(() => {
      button.textContent = label;
    }, 1500);
  });
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyFromField(text);
  }
}

function copyFromField(text) {
  const before = document.activeElement;
  const field = element('textarea', { class: 'unseen-text', 'aria-hidden': 'true' });
  field.value = text;
  document.body.append(field);
  field.select();
  let isCopied = false;
  try {
    isCopied = document.execCommand('copy');
  } catch {
    // It isn't copied, then.
  }
  field.remove();
  before?.focus();
  return isCopied;
}
