// Where the columns lie one below the other, what is new is out of sight: the page is brought to it.
const NARROW = '(max-width: 640px)';
const TRIES = [60, 400, 1200];
const BEFORE = new Map();

export default function (component) {
  const { what, target, name, wide } = component.data;
  const first = !BEFORE.has(name);
  const same = BEFORE.get(name) === what;
  BEFORE.set(name, what);
  if (first || same || !what || !(wide || matchMedia(NARROW).matches)) return;
  const done = new AbortController();
  for (const kind of ['wheel', 'touchstart', 'pointerdown', 'keydown']) {
    window.addEventListener(kind, () => done.abort(), { signal: done.signal, passive: true, capture: true });
  }
  // What comes in part by part moves the page more than once; the user's own scrolling ends it.
  for (const wait of TRIES) {
    setTimeout(() => {
      if (!done.signal.aborted) document.querySelector(target)?.scrollIntoView({ block: 'start', behavior: 'smooth' });
    }, wait);
  }
  setTimeout(() => done.abort(), TRIES.at(-1) + 100);
}
