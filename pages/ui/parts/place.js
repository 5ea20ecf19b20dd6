// What each list was scrolled to when it was left, and what the page shows now.
const LEFT = new Map();
let now = null;

const scroller = (element) => {
  const host = element.host ?? element;
  return host.closest('[data-testid="stMain"]') ?? document.scrollingElement;
};

// Pictures and tables below arrive one after the other: only then is the page long enough.
const scrollTo = (box, place, top, until) => {
  if (now.place !== place || performance.now() > until) return;
  box.scrollTop = top;
  if (box.scrollTop < top - 1) requestAnimationFrame(() => scrollTo(box, place, top, until));
};

export default function (component) {
  const { data, parentElement } = component;
  const before = now;
  if (data.place === before?.place) return;
  const box = scroller(parentElement);
  if (before) LEFT.set(before.place, box.scrollTop);
  now = { place: data.place, detail: data.detail };
  if (!before) return;
  const back = before.detail && !data.detail;
  scrollTo(box, data.place, back ? LEFT.get(data.place) ?? 0 : 0, performance.now() + 3000);
}
