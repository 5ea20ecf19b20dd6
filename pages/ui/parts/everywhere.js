// What holds on every page. A text is taken when the typing pauses, and at a Back: Streamlit takes it when the
// field is left, which a Back or a reload never does. On a phone the sidebar, which covers the page, closes behind
// a link that was pressed. A tab knows which form and which pictures are its own: after a reload only the browser
// remembers that. Where the studio cannot be reached, one line says so.
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
  // The help of a switch lies in the switch's label: a press on the one is none on the other.
  for (const kind of ['pointerup', 'click']) {
    window.addEventListener(kind, (event) => {
      const help = event.composedPath().find((one) => one.dataset?.testid === 'stTooltipIcon');
      if (!help?.closest('label')) return;
      if (kind === 'click') {
        event.preventDefault();
        help.querySelector('button')?.focus();  // which shows the help where there is no pointer to hover
      } else {
        // As a press that was given up, which the switch listens for.
        document.dispatchEvent(new PointerEvent('pointercancel', { pointerId: event.pointerId }));
      }
    }, true);
  }
  window.addEventListener('click', (event) => {
    const sidebar = document.querySelector(OPEN_SIDEBAR);
    const link = event.composedPath().find((one) => one.tagName === 'A');
    if (window.innerWidth >= NARROW || !link || !sidebar?.contains(link)) return;
    // Behind the press, which is Streamlit's.
    setTimeout(() => sidebar.querySelector(CLOSE)?.click());
  }, true);
};

const LEFT = 'studio-left';

const ownerIn = (text) => new URLSearchParams(text ?? '').get('owner');

// A session that this tab does not know yet, after a reload or when the server was started anew, is told once.
const remember = ({ data, setStateValue }) => {
  try {
    const [left, owner] = [sessionStorage.getItem(LEFT), ownerIn(data.left)];
    if (left && ownerIn(left) !== owner && window.studioTold !== owner) {
      window.studioTold = owner;
      setStateValue('left', left);
    } else {
      sessionStorage.setItem(LEFT, data.left);
    }
  } catch { /* A browser that keeps nothing. */ }
};

// The page does not say that it cannot reach the studio, and what is pressed then seems to do nothing.
const CUT = 'No connection. It goes on by itself when it is back.';
const CONNECTED = '[data-testid=stApp][data-test-connection-state=CONNECTED]';
const HICCUP = 3000;
const [BEAT, SOON, PATIENCE] = [10_000, 1000, 15_000];

const tell = () => {
  const told = document.createElement('div');
  told.className = 'studio-cut';
  told.setAttribute('role', 'status');
  document.body.append(told);
  let [closed, asked, asking, lost] = [0, Date.now(), false, false];
  // A socket does not notice that nobody is there any more, nor does a browser know: a studio on the same
  // machine is reached without any network.
  const ask = async () => {
    asking = true;
    try {
      await fetch(new URL('./_stcore/health', location.href), {
        cache: 'no-store', signal: AbortSignal.timeout(PATIENCE),
      });
      lost = false;
    } catch {
      lost = true;
    }
    [asking, asked] = [false, Date.now()];
  };
  const look = () => {
    closed = document.querySelector(CONNECTED) ? 0 : closed || Date.now();
    const pause = lost || !navigator.onLine ? SOON : BEAT;
    if (!document.hidden && !asking && Date.now() - asked >= pause) ask();
    const words = lost || (closed && Date.now() - closed > HICCUP) ? CUT : '';
    if (told.textContent !== words) told.textContent = words;
  };
  setInterval(look, SOON);
};

export default function (component) {
  remember(component);
  if (window.studioEverywhere) return;
  window.studioEverywhere = true;
  join();
  tell();
}
