const part = (kind, name, text) => {
  const made = document.createElement(kind);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
};
// File names have no spaces: a line ends behind what stands for one, not in the middle of a word.
const parted = (head, label) => {
  const pieces = label.split(/(?<=[_.,;/-])/);
  head.replaceChildren(...pieces.flatMap((piece, place) => (place ? [document.createElement('wbr'), piece] : [piece])));
  return head;
};
const KEY = 'studio-sheet-cell';
const SMALL = 104;

const zoomed = (whole, input, size) => {
  whole.style.setProperty('--cell', size + 'px');
  whole.classList.toggle('small', size < SMALL);
  input.value = size;
};

// An element stays where its cell is the same as before: pictures are not fetched again, and what is pressed is
// not taken away while the page is drawn anew.
const fill = (box, item, tell) => {
  const drawn = JSON.stringify(item);
  if (box.dataset.drawn === drawn) return;
  box.dataset.drawn = drawn;
  box.dataset.at = item.at;
  box.className = [item.state, item.url ? 'pictured' : '', item.starred ? 'best' : ''].join(' ');
  const open = part('button', 'open');
  open.type = 'button';
  open.disabled = !item.id;
  open.dataset.key = 'open' + item.at;
  open.setAttribute('aria-label', [item.alt, item.told || item.word, item.starred ? 'starred' : ''].filter(Boolean).join('; '));
  open.title = item.told || item.alt;
  open.onclick = () => tell('opened', item.id);
  if (item.url) {
    const image = part('img');
    image.loading = 'lazy';
    image.decoding = 'async';
    image.alt = item.alt;
    image.src = item.url;
    open.append(image);
  }
  if (item.word) {
    const state = part('span', 'state');
    const sign = part('span', 'sign', item.sign);
    sign.setAttribute('aria-hidden', 'true');
    state.append(sign, part('span', 'words', item.word));
    open.append(state);
  }
  const inside = [open];
  if (item.id && item.url) {
    const star = part('button', 'star', item.starred ? '\u2605' : '\u2606');
    star.type = 'button';
    star.dataset.key = 'star' + item.at;
    star.setAttribute('aria-pressed', String(item.starred));
    star.setAttribute('aria-label', (item.starred ? 'Take the star of ' : 'Star ') + item.alt);
    // Says what is wanted: told twice it means the same.
    star.onclick = () => tell('starred', (item.starred ? '-' : '+') + item.id);
    inside.push(star);
  }
  if (item.below) inside.push(part('span', 'words-below', item.below));
  box.replaceChildren(...inside);
};

const line = (row, label, items, tell) => {
  const head = row.firstElementChild ?? row.appendChild(part('th'));
  head.scope = 'row';
  parted(head, label);
  items.forEach((item, place) => fill(row.children[place + 1] ?? row.appendChild(part('td')), item, tell));
  while (row.children.length > items.length + 1) row.lastElementChild.remove();
};

const tabs = (box, data, tell) => {
  box.replaceChildren(...(data.tabs.length > 1 ? data.tabs : []).map((title, place) => {
    const tab = part('button', '', title);
    tab.type = 'button';
    tab.dataset.key = 'tab' + place;
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-selected', String(place === data.tab));
    tab.tabIndex = place === data.tab ? 0 : -1;
    tab.onclick = () => tell('turned', String(place));
    tab.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = box.children[(place + step + data.tabs.length) % data.tabs.length];
      next.focus();
      next.click();
    };
    return tab;
  }));
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const whole = parentElement.querySelector('.whole');
  const input = whole.querySelector('.zoom input');
  if (!whole.dataset.begun) {
    whole.dataset.begun = '1';
    const kept = Number(sessionStorage.getItem(KEY));
    const usual = matchMedia('(max-width: 640px)').matches ? 96 : 160;
    zoomed(whole, input, kept || usual);
    input.oninput = () => { zoomed(whole, input, Number(input.value)); sessionStorage.setItem(KEY, input.value); };
  }
  const drawn = JSON.stringify(data);
  if (whole.dataset.drawn === drawn) return;
  whole.dataset.drawn = drawn;
  const focused = parentElement.activeElement?.dataset?.key;
  const tell = (name, value) => setTriggerValue(name, value);
  tabs(whole.querySelector('.tabs'), data, tell);
  const scroll = whole.querySelector('.scroll');
  scroll.setAttribute('aria-label', data.label);
  whole.style.setProperty('--shape', String(data.shape || 1));
  const head = part('tr');
  const corner = part('th');
  corner.append(part('span', 'axes', data.corner));
  head.append(corner, ...data.columns.map((label) => { const th = parted(part('th'), label); th.scope = 'col'; return th; }));
  whole.querySelector('thead').replaceChildren(head);
  const body = whole.querySelector('tbody');
  data.rows.forEach((row, place) => line(body.children[place] ?? body.appendChild(part('tr')), row.label, row.cells, tell));
  while (body.children.length > data.rows.length) body.lastElementChild.remove();
  if (focused && parentElement.host?.contains(document.activeElement)) {
    [...whole.querySelectorAll('button')].find((one) => one.dataset.key === focused)?.focus({ preventScroll: true });
  }
}
