// The last forms of this browser, whichever tab they were in, the latest first: told to a tab that asks since it has
// none of its own.
const LAST = 'studio-begun';
const MOST = 12;

const draftOf = begun => new URLSearchParams(begun).get('draft');

function kept() {
  const found = localStorage.getItem(LAST) ?? '[]';
  if (!found.startsWith('[')) return [found]; // one alone, as an earlier version kept it
  return JSON.parse(found).filter(one => typeof one === 'string');
}

export default function ({ data, setStateValue }) {
  try {
    if (data.begun) {
      const gone = [draftOf(data.begun), ...(data.sent ?? [])];
      const others = kept().filter(one => !gone.includes(draftOf(one)));
      localStorage.setItem(LAST, JSON.stringify([data.begun, ...others].slice(0, MOST)));
    }
    if (data.asks && kept().length) setStateValue('last', kept());
  } catch { /* A browser that keeps nothing. */ }
}
