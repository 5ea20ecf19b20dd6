const part = (kind, name, text) => {
  const made = document.createElement(kind);
  made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
};

const picture = (item) => {
  if (!item.url) return part('span', 'empty', item.status || 'no picture');
  const image = part('img', 'thumb');
  image.loading = 'lazy';
  image.decoding = 'async';
  image.width = item.width;
  image.height = item.height;
  image.alt = item.alt;
  image.src = item.url;
  return image;
};

// A button stays the same element for as long as its picture is there: what is pressed while the page draws the
// answer to the press before would otherwise be gone before it is let go.
const cell = (item, data, press, box) => {
  const button = box.querySelector('button') ?? box.appendChild(part('button', 'item'));
  for (const name of ['aria-pressed', 'aria-current']) button.removeAttribute(name);
  button.disabled = false;
  button.type = 'button';
  button.dataset.id = item.id;
  button.title = item.alt;
  const chosen = data.chosen.indexOf(item.id);
  if (data.choosing) {
    button.setAttribute('aria-pressed', String(chosen >= 0));
    button.disabled = chosen < 0 && data.chosen.length >= data.limit;
  } else if (item.id === data.selected) button.setAttribute('aria-current', 'true');
  const frame = part('span', 'frame');
  frame.append(picture(item));
  if (item.status && item.url) frame.append(part('span', 'mark status', item.status));
  if (item.starred) {
    const star = part('span', 'mark star', '\u2605');
    star.setAttribute('role', 'img');
    star.setAttribute('aria-label', 'starred');
    frame.append(star);
  }
  if (item.rating) {
    const rating = part('span', 'mark rating', item.rating);
    rating.setAttribute('role', 'img');
    rating.setAttribute('aria-label', item.rating.replaceAll('\u2606', '').length + ' of 5 stars');
    frame.append(rating);
  }
  if (data.choosing && chosen >= 0) frame.append(part('span', 'mark tick', String(chosen + 1)));
  button.replaceChildren(frame);
  if (item.words) button.append(part('span', 'words', item.words));
  if (item.line) button.append(part('span', 'seed', item.line));
  // Says what is wanted rather than that something changed: told twice it means the same.
  const sign = data.choosing ? (chosen >= 0 ? '-' : '+') : '';
  button.onclick = () => press(sign + item.id, item.id);
  box.setAttribute('role', 'listitem');
  return box;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const grid = parentElement.querySelector('.grid');
  const drawn = JSON.stringify(data);
  if (grid.dataset.drawn === drawn) return;
  const focused = parentElement.activeElement?.dataset?.id ?? grid.dataset.focus;
  grid.setAttribute('aria-label', data.label);
  grid.classList.toggle('small', Boolean(data.small));
  const press = (told, id) => { grid.dataset.focus = id; setTriggerValue('pressed', told); };
  const held = new Map([...grid.querySelectorAll('button')].map((one) => [one.dataset.id, one.parentElement]));
  const boxes = data.items.map((item) => cell(item, data, press, held.get(item.id) ?? part('div', 'cell')));
  for (const one of [...grid.children]) if (!boxes.includes(one)) one.remove();
  boxes.forEach((one, at) => { if (grid.children[at] !== one) grid.insertBefore(one, grid.children[at] ?? null); });
  grid.dataset.drawn = drawn;
  const again = focused && [...grid.querySelectorAll('button')].find((button) => button.dataset.id === focused);
  if (again && parentElement.host?.contains(document.activeElement)) again.focus({ preventScroll: true });
}
