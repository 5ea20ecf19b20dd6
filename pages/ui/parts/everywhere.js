// What holds on every page. A text is taken when the typing pauses, and at a Back: Streamlit takes it when the
// field is left, which a Back or a reload never does. On a phone the sidebar, which covers the page, closes behind
// a link that was pressed. A tab knows which form it has begun: after a reload of another page only the browser
// remembers where that is.
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

const FORM = 'studio-form';

const rememberForm = ({ data, setStateValue }) => {
  try {
    if (data.form) sessionStorage.setItem(FORM, data.form);
    const left = sessionStorage.getItem(FORM);
    if (!data.asks || window.studioTold || !left) return;
    window.studioTold = true;
    setStateValue('form', left);
  } catch { /* A browser that keeps nothing. */ }
};

export default function (component) {
  rememberForm(component);
  if (window.studioEverywhere) return;
  window.studioEverywhere = true;
  join();
}
