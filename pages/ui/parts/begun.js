// The last form of this browser, whichever tab it was in: told to a tab that asks since it has none of its own.
const LAST = 'studio-begun';

export default function ({ data, setStateValue }) {
  try {
    if (data.begun) localStorage.setItem(LAST, data.begun);
    const last = localStorage.getItem(LAST);
    if (data.asks && last) setStateValue('last', last);
  } catch { /* A browser that keeps nothing. */ }
}
