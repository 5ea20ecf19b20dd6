// One press of Back is one step. Streamlit adds an address for each change of a page's parameters, and two where
// it goes to another page: the new parameters behind the old path first. An address that nobody asked for takes
// the place of the one before it; so does one that only names what stands on the page already as a draft.
const ASKING = ['pointerdown', 'click', 'keydown', 'change', 'drop', 'paste'];
const AT_MOST = 10_000;

const named = (from, to) => {
  const before = new URLSearchParams(to.search);
  before.delete('draft');
  const here = from.pathname === to.pathname && from.pathname.endsWith('/generate');
  return here && from.search !== to.search && String(before) === String(from.searchParams);
};

const join = (history) => {
  const push = history.pushState.bind(history);
  let asked = false;
  let begun = -Infinity;
  history.pushState = (state, title, url) => {
    const from = new URL(window.location.href);
    const to = new URL(url ?? from, from);
    const otherPage = to.pathname !== from.pathname;
    const isSecond = otherPage && to.search === from.search && performance.now() - begun < AT_MOST;
    if (asked && !isSecond && !named(from, to)) push(state, title, url);
    else history.replaceState(state, title, url);
    begun = otherPage ? -Infinity : performance.now();
    asked = false;
  };
  const ask = (event) => {
    asked = true;
    // Somebody who presses a link begins a step, whatever the page was about to do.
    if (event.composedPath().some((one) => one.tagName === 'A')) begun = -Infinity;
  };
  for (const kind of ASKING) window.addEventListener(kind, ask, true);
  window.addEventListener('popstate', () => { asked = false; begun = -Infinity; }, true);
};

export default function () {
  if (window.history.studioJoined) return;
  window.history.studioJoined = true;
  join(window.history);
}
