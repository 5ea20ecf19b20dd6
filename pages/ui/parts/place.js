// What each list was scrolled to when it was left, and what the page shows now.
const LEFT = new Map();
const HOLD = 3000;
let now = null;

// A page is left by a key, a press or the browser's own Back: what comes after them may already have moved it.
for (const kind of ['keydown', 'pointerdown', 'click', 'popstate']) {
  window.addEventListener(kind, () => { if (now) LEFT.set(now.place, now.box.scrollTop); }, { capture: true });
}

const scroller = (element) => {
  const host = element.host ?? element;
  return host.closest('[data-testid="stMain"]') ?? document.scrollingElement;
};

// What was there goes and what is new comes part by part, which moves the page more than once: it is held
// in its place for a while, or until the user moves it.
const hold = (box, top) => {
  const place = now.place;
  const until = performance.now() + HOLD;
  const done = new AbortController();
  for (const kind of ['wheel', 'touchstart', 'pointerdown', 'keydown']) {
    window.addEventListener(kind, () => done.abort(), { signal: done.signal, passive: true, capture: true });
  }
  const step = () => {
    if (done.signal.aborted) return;
    if (now.place !== place || performance.now() > until) return done.abort();
    if (Math.abs(box.scrollTop - top) > 1) box.scrollTop = top;
    requestAnimationFrame(step);
  };
  step();
};

export default function (component) {
  const { data, parentElement } = component;
  const before = now;
  const box = scroller(parentElement);
  now = { place: data.place, detail: data.detail, box };
  if (!before || data.place === before.place) return;
  hold(box, before.detail && !data.detail ? LEFT.get(data.place) ?? 0 : 0);
}
