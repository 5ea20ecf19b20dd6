// What holds on every page. A text is taken when the typing pauses, and at a Back: Streamlit takes it when the
// field is left, which a Back or a reload never does. On a phone the sidebar, which covers the page, closes behind
// a link that was pressed. A tab knows which form and which pictures are its own: after a reload only the browser
// remembers that.
const PAUSE = 700;
const NARROW = 768;
const OPEN_SIDEBAR = '[data-testid=stSidebar][data-collapsed=false]';
const CLOSE = '[data-testid=stSidebarCollapseButton] button';

const join = () => {
  let writing = null;
  let timer = 0;
  const take = () => {
    clearTimeout(timer);
    // As if the field were left, which keeps the cursor where it is.
    if (writing?.isConnected) writing.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    writing = null;
  };
  window.addEventListener('input', (event) => {
    const field = event.composedPath()[0];
    if (field.tagName !== 'TEXTAREA') return;
    writing = field;
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(take, PAUSE);
  }, true);
  window.addEventListener('popstate', take, true);
  window.addEventListener('click', (event) => {
    const sidebar = document.querySelector(OPEN_SIDEBAR);
    const link = event.composedPath().find((one) => one.tagName === 'A');
    if (window.innerWidth >= NARROW || !link || !sidebar?.contains(link)) return;
    // Behind the press, which is Streamlit's.
    setTimeout(() => sidebar.querySelector(CLOSE)?.click());
  }, true);
};

const LEFT = 'studio-left';

const remember = ({ data, setStateValue }) => {
  try {
    const left = window.studioTold ? null : sessionStorage.getItem(LEFT);
    window.studioTold = true;
    if (left && left !== data.left) setStateValue('left', left); else sessionStorage.setItem(LEFT, data.left);
  } catch { /* A browser that keeps nothing. */ }
};

export default function (component) {
  remember(component);
  if (window.studioEverywhere) return;
  window.studioEverywhere = true;
  join();
}
