const part = (kind, name, text) => {
  const made = document.createElement(kind);
  made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
};

const node = (item, press) => {
  const button = part('button', 'node');
  button.type = 'button';
  button.dataset.id = item.id;
  button.title = item.alt;
  if (item.current) button.setAttribute('aria-current', 'true');
  const frame = part('span', 'frame', item.url ? undefined : item.status || 'no picture');
  if (item.url) {
    const image = part('img', '');
    image.loading = 'lazy';
    image.alt = item.alt;
    image.src = item.url;
    frame.append(image);
  }
  button.append(frame);
  if (item.words) button.append(part('span', 'words', item.words));
  if (item.line) button.append(part('span', 'line', item.line));
  button.onclick = () => press(item.id);
  return button;
};

const row = (told, fold, press, redraw) => {
  const box = part('div', 'row');
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', told.title);
  const title = part('span', 'title');
  title.append(part('span', 'name', told.title));
  box.append(title);
  const nodes = told.items.map((item) => node(item, press));
  box.append(...nodes);
  const hidden = nodes.slice(fold);
  if (hidden.length < 2) return box;
  for (const one of hidden) one.hidden = true, one.style.display = 'none';
  const more = part('button', 'more', `${hidden.length} more`);
  more.type = 'button';
  more.onclick = () => {
    for (const one of hidden) one.hidden = false, one.style.display = '';
    more.remove();
    redraw();
    hidden[0].focus({ preventScroll: true });
  };
  box.append(more);
  return box;
};

// A line leaves the lower edge of a picture and ends at the upper edge of what came of it.
const lines = (tree, edges) => {
  const svg = tree.querySelector('svg');
  const around = tree.getBoundingClientRect();
  const boxes = new Map([...tree.querySelectorAll('.node')].map((one) => [one.dataset.id, one]));
  svg.replaceChildren(...edges.flatMap(([from, to]) => {
    const ends = [boxes.get(from), boxes.get(to)];
    if (ends.some((one) => !one || one.hidden)) return [];
    const [above, below] = ends.map((one) => one.getBoundingClientRect());
    const [x, y] = [above.left + above.width / 2 - around.left, above.bottom - around.top + 2];
    const [u, v] = [below.left + below.width / 2 - around.left, below.top - around.top - 2];
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', `M ${x} ${y} C ${x} ${(y + v) / 2}, ${u} ${(y + v) / 2}, ${u} ${v}`);
    return [path];
  }));
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const tree = parentElement.querySelector('.tree');
  const drawn = JSON.stringify(data);
  if (tree.dataset.drawn === drawn) return;
  tree.dataset.drawn = drawn;
  tree.setAttribute('role', 'group');
  tree.setAttribute('aria-label', data.label);
  const redraw = () => lines(tree, data.edges);
  const press = (id) => setTriggerValue('pressed', id);
  for (const one of tree.querySelectorAll('.row')) one.remove();
  tree.append(...data.rows.map((told) => row(told, data.fold, press, redraw)));
  tree.watcher?.disconnect();
  tree.watcher = new ResizeObserver(redraw);
  tree.watcher.observe(tree);
  redraw();
}
