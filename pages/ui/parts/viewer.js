const STATES = new Map();
const MOST = 32;
const SVG = 'http://www.w3.org/2000/svg';
const ICONS = {
  star: 'M12 3.6l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 17l-5.2 2.8 1-5.9L3.5 9.8l5.9-.8z',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14',
  open: 'M14 4h6v6M20 4l-9 9M10 5H5v14h14v-5',
  remove: 'M6 6l12 12M18 6L6 18',
};

const part = (kind, name, text) => {
  const made = document.createElement(kind);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  if (kind === 'button') made.type = 'button';
  return made;
};

const icon = (name) => {
  const [picture, path] = [document.createElementNS(SVG, 'svg'), document.createElementNS(SVG, 'path')];
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', ICONS[name]);
  picture.append(path);
  return picture;
};

const action = (name, label, act, pressed) => {
  const button = part('button');
  button.append(icon(name));
  button.title = label;
  button.setAttribute('aria-label', label);
  if (pressed !== undefined) button.setAttribute('aria-pressed', String(pressed));
  button.classList.toggle('on', Boolean(pressed));
  button.dataset.act = act;
  return button;
};

// What the user asks for says what is wanted: told twice it means the same.
const actions = (item) => {
  const row = part('div', 'acts');
  const rate = part('span', 'rate');
  rate.setAttribute('role', 'group');
  rate.setAttribute('aria-label', 'Rating of ' + item.letter);
  for (let stars = 1; stars <= 5; stars += 1) {
    const wanted = stars === item.rating ? 0 : stars;
    const label = (wanted ? 'Rate ' + item.letter + ' ' + stars + ' of 5' : 'Take the rating from ' + item.letter);
    const one = action('star', label, 'rate:' + item.id + ':' + wanted, stars === item.rating);
    one.classList.toggle('on', stars <= item.rating);
    rate.append(one);
  }
  if (item.finished) row.append(rate, action('download', 'Download ' + item.letter, 'download:' + item.id));
  return row;
};

const heading = (item) => {
  const head = part('div', 'head');
  head.append(part('span', item.reference ? 'letter reference' : 'letter', item.letter));
  const facts = part('dl', 'facts');
  for (const [name, pieces] of item.facts) {
    const line = part('div');
    const value = part('dd');
    value.append(...pieces.map(([text, differs]) => (differs ? part('mark', '', text) : document.createTextNode(text))));
    value.title = value.textContent;
    line.append(part('dt', '', name), value);
    facts.append(line);
  }
  head.append(facts);
  if (item.acts) {
    const label = (item.starred ? 'Take the star from ' : 'Star ') + item.letter;
    const corner = part('div', 'acts');
    corner.append(
      action('star', label, (item.starred ? 'unstar:' : 'star:') + item.id, item.starred),
      action('open', 'Open ' + item.letter, 'open:' + item.id),
      action('remove', 'Leave ' + item.letter + ' out', 'remove:' + item.id),
    );
    head.append(corner);
  }
  return head;
};

const images = (item) => item.images.map((one) => {
  const made = part('img');
  made.loading = 'lazy';
  made.decoding = 'async';
  made.draggable = false;
  made.alt = one.alt;
  made.src = one.url;
  return made;
});

const spotMarks = (spots) => spots.map((spot, at) => {
  const mark = part('span', 'spot');
  mark.setAttribute('aria-hidden', 'true');
  for (const [side, value] of [['left', spot.left], ['top', spot.top], ['width', spot.width], ['height', spot.height]]) {
    mark.style[side] = value * 100 + '%';
  }
  mark.append(part('b', '', String(at + 1)));
  return mark;
});

const pane = (item, data) => {
  const made = part('div', 'pane');
  made.tabIndex = 0;
  made.setAttribute('role', 'group');
  made.setAttribute('aria-label', item.name + ': zoom with plus and minus, move with the arrows');
  made.style.aspectRatio = item.width + ' / ' + item.height;
  made.style.setProperty('--share', item.width / Math.max(...data.items.map((one) => one.width || 1)));
  made.style.setProperty('--ratio', item.width / Math.max(...data.items.map((one) => one.height || 1)));
  made.dataset.width = item.width;
  const sheet = part('div', 'sheet');
  sheet.append(...images(item), ...spotMarks(data.spots));
  made.append(sheet);
  if (item.images.length > 1) made.append(part('span', 'shown'));
  return made;
};

const card = (item, data) => {
  const made = part('div', 'card');
  made.setAttribute('role', 'listitem');
  // Always the same four rows, which all cards of a line of the grid share: the pictures stand level.
  made.append(item.letter ? heading(item) : part('div'));
  const empty = !item.images.length;
  made.append(empty ? part('div', data.bare ? '' : 'none', data.bare ? '' : item.note) : pane(item, data));
  made.append(part('div', 'note', empty && !data.bare ? '' : item.note));
  made.append(item.acts ? actions(item) : part('div'));
  return made;
};

export default function (component) {
  const { data, parentElement, key, setTriggerValue } = component;
  const box = parentElement.querySelector('.viewer');
  const [tools, grid] = [box.querySelector('.tools'), box.querySelector('.grid')];
  const find = (name) => tools.querySelector('.' + name);
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const state = STATES.get(key) ?? { zoom: 1, x: 0.5, y: 0.5, paused: calm, pace: 700, face: 0 };
  STATES.set(key, state);

  const drawn = JSON.stringify(data);
  if (box.dataset.drawn !== drawn) {
    const act = parentElement.activeElement?.dataset?.act;
    tools.setAttribute('aria-label', 'Zoom');
    grid.setAttribute('aria-label', data.label);
    grid.classList.toggle('many', data.items.length > 4 && !data.bare);
    // Beside a letter and three buttons a narrow card has no room for words; on a phone one has the whole width.
    grid.classList.toggle('close', data.items.length > 2 && innerWidth > 640);
    grid.classList.toggle('bare', data.bare);
    grid.style.setProperty('--columns', Math.max(1, data.items.length));
    grid.replaceChildren(...data.items.map((item) => card(item, data)));
    const scale = data.legend ? [part('span', '', '0'), part('span', 'ramp'), part('span', '', data.legend.most)] : [];
    if (scale.length) {
      scale[1].style.background = 'linear-gradient(90deg, ' + data.legend.colours.map((one) => 'rgb(' + one.join(' ') + ')').join(', ') + ')';
      scale[1].setAttribute('role', 'img');
      scale[1].setAttribute('aria-label', data.legend.words);
    }
    find('legend').replaceChildren(...scale);
    find('places').replaceChildren(...data.spots.map((spot, at) => {
      const one = part('button', '', data.place + ' ' + (at + 1));
      one.title = spot.words;
      one.onclick = () => show(spot);
      return one;
    }));
    box.dataset.drawn = drawn;
    // The button that was pressed is another one now, or says the opposite.
    const again = act && [...grid.querySelectorAll('[data-act]')].find((one) => one.dataset.act.split(':').slice(0, 2).join(':').replace('un', '') === act.split(':').slice(0, 2).join(':').replace('un', ''));
    if (again) again.focus({ preventScroll: true });
  }

  const panes = [...grid.querySelectorAll('.pane')];
  const two = panes.filter((one) => one.querySelectorAll('img').length > 1);
  tools.hidden = panes.length === 0;
  find('hint').textContent = data.hint;
  for (const name of ['pause', 'swap', 'speed']) find(name).hidden = two.length === 0;
  find('places').hidden = data.spots.length === 0;
  find('legend').hidden = !data.legend;

  const real = () => {
    const one = panes[0];
    return one && one.clientWidth ? Number(one.dataset.width) / (one.clientWidth * devicePixelRatio) : 1;
  };
  const put = () => {
    const most = Math.max(8, 4 * real());
    state.zoom = Math.min(Math.min(most, MOST), Math.max(1, state.zoom));
    const half = 0.5 / state.zoom;
    state.x = Math.min(1 - half, Math.max(half, state.x));
    state.y = Math.min(1 - half, Math.max(half, state.y));
    for (const one of panes) {
      const sheet = one.firstElementChild;
      const [left, top] = [0.5 - state.x * state.zoom, 0.5 - state.y * state.zoom];
      sheet.style.transform = 'translate(' + left * 100 + '%, ' + top * 100 + '%) scale(' + state.zoom + ')';
      sheet.style.setProperty('--z', state.zoom);
      one.classList.toggle('near', state.zoom > 1.001);
      one.classList.toggle('pixels', state.zoom > 1.99 * real());
    }
    const percent = Math.round(100 * state.zoom / real());
    find('zoom').textContent = percent + ' %';
    box.dataset.zoom = percent;
    box.dataset.at = state.x.toFixed(3) + ' ' + state.y.toFixed(3);
    find('out').disabled = state.zoom <= 1;
  };
  const zoomAt = (factor, x = state.x, y = state.y) => {
    const before = state.zoom;
    state.zoom = Math.min(Math.max(8, 4 * real()), MOST, Math.max(1, before * factor));
    // What lies under the pointer stays there.
    state.x = x + (state.x - x) * before / state.zoom;
    state.y = y + (state.y - y) * before / state.zoom;
    put();
  };
  const show = (spot) => {
    state.zoom = Math.max(1.5, 0.4 / Math.max(spot.width, spot.height));
    state.x = spot.left + spot.width / 2;
    state.y = spot.top + spot.height / 2;
    put();
  };
  const fit = () => { state.zoom = 1; put(); };
  const whole = (x, y) => zoomAt(Math.max(1, real()) / state.zoom, x, y);
  const under = (one, event) => {
    const edges = one.getBoundingClientRect();
    const at = [(event.clientX - edges.left) / edges.width, (event.clientY - edges.top) / edges.height];
    return [state.x + (at[0] - 0.5) / state.zoom, state.y + (at[1] - 0.5) / state.zoom];
  };

  const names = { in: 'Nearer', out: 'Farther', fit: 'The whole pictures', real: 'One pixel of the pictures on one of the screen', swap: 'Show the other one' };
  for (const [name, label] of Object.entries(names)) {
    find(name).title = label;
    if (name === 'in' || name === 'out') find(name).setAttribute('aria-label', label);
  }
  find('in').onclick = () => zoomAt(1.5);
  find('out').onclick = () => zoomAt(1 / 1.5);
  find('fit').onclick = fit;
  find('real').onclick = () => whole();

  const face = () => {
    for (const one of two) {
      one.querySelectorAll('img').forEach((image, at) => image.classList.toggle('away', at !== state.face));
      one.querySelector('.shown').textContent = data.faces[state.face] ?? '';
    }
    box.dataset.face = state.face;
  };
  const swap = () => { state.face = 1 - state.face; face(); };
  const paused = (is) => {
    state.paused = is;
    find('pause').textContent = is ? 'Go on' : 'Pause';
    find('pause').title = 'Space';
    clearInterval(box.blinking);
    if (is || !two.length) return;
    box.blinking = setInterval(() => (box.isConnected ? swap() : clearInterval(box.blinking)), state.pace);
  };
  const speed = find('speed').querySelector('input');
  const told = () => {
    speed.setAttribute('aria-valuetext', (state.pace / 1000).toFixed(2) + ' seconds each');
    find('speed').querySelector('span').textContent = (state.pace / 1000).toFixed(2) + ' s each';
  };
  speed.value = state.pace;
  speed.oninput = () => { state.pace = Number(speed.value); told(); paused(state.paused); };
  find('pause').onclick = () => paused(!state.paused);
  find('swap').onclick = () => { paused(true); swap(); };

  const keys = {
    '+': () => zoomAt(1.25), '=': () => zoomAt(1.25), '-': () => zoomAt(0.8), 0: fit, 1: () => whole(),
    ArrowLeft: () => { state.x -= 0.1 / state.zoom; put(); }, ArrowRight: () => { state.x += 0.1 / state.zoom; put(); },
    ArrowUp: () => { state.y -= 0.1 / state.zoom; put(); }, ArrowDown: () => { state.y += 0.1 / state.zoom; put(); },
  };
  const blinkKeys = { ' ': () => paused(!state.paused), x: () => { paused(true); swap(); } };
  for (const one of panes) {
    const held = new Map();
    one.onkeydown = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const away = event.key.startsWith('Arrow') && state.zoom <= 1;
      const does = keys[event.key] ?? (two.length ? blinkKeys[event.key] : undefined);
      if (!does || away) return;
      does();
      event.preventDefault();
      event.stopPropagation();
    };
    one.onwheel = (event) => {
      // The page still scrolls under a pointer that only passes by.
      const meant = event.ctrlKey || event.metaKey || box.contains(parentElement.activeElement);
      if (!meant || (event.deltaY > 0 && state.zoom <= 1 && !event.ctrlKey)) return;
      event.preventDefault();
      const step = event.deltaY * (event.deltaMode === 1 ? 30 : 1);
      zoomAt(Math.exp(-Math.max(-240, Math.min(240, step)) / 400), ...under(one, event));
    };
    one.ondblclick = (event) => (state.zoom > 1.001 ? fit() : zoomAt(Math.max(2, real()), ...under(one, event)));
    one.onpointerdown = (event) => {
      if (event.button !== 0) return;
      held.set(event.pointerId, event);
      one.focus({ preventScroll: true, focusVisible: false });
      if (state.zoom > 1.001 || held.size > 1) { one.setPointerCapture(event.pointerId); one.classList.add('held'); }
    };
    one.onpointermove = (event) => {
      const before = held.get(event.pointerId);
      if (!before) return;
      held.set(event.pointerId, event);
      if (held.size === 2) {
        const other = [...held.values()].find((each) => each.pointerId !== event.pointerId);
        const span = (point) => Math.hypot(point.clientX - other.clientX, point.clientY - other.clientY);
        const middle = { clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 };
        if (span(before) > 4) zoomAt(span(event) / span(before), ...under(one, middle));
        return;
      }
      if (state.zoom <= 1.001) return;
      state.x -= (event.clientX - before.clientX) / one.clientWidth / state.zoom;
      state.y -= (event.clientY - before.clientY) / one.clientHeight / state.zoom;
      put();
    };
    const let_go = (event) => { held.delete(event.pointerId); if (!held.size) one.classList.remove('held'); };
    one.onpointerup = let_go;
    one.onpointercancel = let_go;
    one.onlostpointercapture = let_go;
  }
  grid.onclick = (event) => {
    const act = event.composedPath().find((one) => one.dataset?.act)?.dataset.act;
    if (act) setTriggerValue('asked', act);
  };

  told();
  face();
  paused(state.paused);
  put();
  const resized = new ResizeObserver(put);
  resized.observe(box);
  return () => { resized.disconnect(); clearInterval(box.blinking); };
}
