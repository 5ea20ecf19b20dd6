// A picture that is pasted anywhere on the page is handed to the file uploader, as if it had been dropped there.
const UPLOADER = '[class*="st-key-photo_upload"] input[type=file]';
const PICTURES = 'image/*,.heic,.heif,.avif,.tif,.tiff,.jfif';
let stop = null;

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

export default function () {
  stop?.abort();
  stop = new AbortController();
  document.addEventListener('paste', paste, { signal: stop.signal });
  // Any file may be given, and what is none is answered by a sentence; but a phone offers its pictures first.
  document.querySelector(UPLOADER)?.setAttribute('accept', PICTURES);
  return () => stop.abort();
}
