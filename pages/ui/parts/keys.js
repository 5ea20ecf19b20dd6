// Keys that hold for the whole page: a picture that is pasted anywhere is handed to the file uploader, as if it
// had been dropped there, and Ctrl+Enter generates.
const UPLOADER = '[class*="st-key-photo_upload"] input[type=file]';
const PICTURES = 'image/*,.heic,.heif,.avif,.tif,.tiff,.jfif';
const GENERATE = '.st-key-generate button:not(:disabled)';
const TEXT_TAKEN = 60;
const PATIENCE = 20000;
const EVERY = 200;
let latest = null;

const paste = (event) => {
  const files = event.clipboardData?.files ?? [];
  const input = document.querySelector(UPLOADER);
  if (!files.length || !input || event.target.closest?.('[data-testid=stFileUploaderDropzone]')) return;
  // Office programs put a picture of the words beside the words themselves.
  const words = event.clipboardData.types.includes('text/plain');
  if (words && event.target.closest?.('input, textarea, [contenteditable]')) return;
  const carried = new DataTransfer();
  carried.items.add(files[0]);
  input.files = carried.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  event.preventDefault();
};

// Streamlit's own shortcut of a button is swallowed by a text that is still being written: that is taken first.
const generate = (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  // A photo may still be looked at, and the button wait for it.
  const until = performance.now() + PATIENCE;
  const press = () => {
    const button = document.querySelector(GENERATE);
    if (button) button.click(); else if (performance.now() < until) setTimeout(press, EVERY);
  };
  setTimeout(press, TEXT_TAKEN);
};

export default function () {
  latest?.abort();
  const stop = new AbortController();
  latest = stop;
  document.addEventListener('paste', paste, { signal: stop.signal });
  document.addEventListener('keydown', generate, { signal: stop.signal, capture: true });
  // Any file may be given, and what is none is answered by a sentence; but a phone offers its pictures first.
  document.querySelector(UPLOADER)?.setAttribute('accept', PICTURES);
  return () => stop.abort();
}
