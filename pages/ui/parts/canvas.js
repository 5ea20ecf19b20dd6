// The canvas: what is behind the subject as one picture, and over it the cut-out, which is dragged here at once and
// told to the page, whose answer is a new picture of what is behind, shade included. Each picture comes by a mount of
// its own, since the cut-out and a finer picture change at other times than the rest; STAGES joins them by name.
// The page is told all it has not answered yet, each thing with a number, so that nothing is lost where two messages
// become one. At most one message in EVERY ms, and none before the last was answered or PATIENCE ms have passed: each
// ends what the page is drawing. 'rest' says that no more comes for now: all of the page is drawn then only.
const EVERY = 60;
const PATIENCE = 900;
const NEAR = 6;
const UPRIGHT = 2;
const SAME_KEY = 900;
const REST = 500;
const STILL = 3;
const COMES = 5000;
const COARSE = 96;
const SEEN = 16;
const STAGES = new Map();
const HOW = 'Drag the subject to move it, a corner to scale it, the dot to turn it; two fingers do all three. Keys, '
  + 'once it is chosen: arrows move (with Shift further), + and − or the wheel scale, [ and ] turn, M mirrors, '
  + 'Ctrl+Z undoes, Ctrl+Shift+Z redoes, Esc goes back to automatic. Alt keeps it from snapping to the lines. Where there '
  + 'are several, a press on another one, or N, takes that in hand.';

const stageOf = (name) => {
  if (!STAGES.has(name)) {
    STAGES.set(name, {
      seq: 0, answered: 0, sent: 0, sentAt: 0, timer: 0, pending: [], place: null, hand: null, gestures: Math.random(),
      pointers: new Map(), snap: [null, null], key: ['', 0, ''], chosen: null, coming: null,
    });
  }
  return STAGES.get(name);
};
const clamp = (value, [low, high]) => Math.max(low, Math.min(high, value));
const apart = ([one, other]) => [Math.hypot(other[0] - one[0], other[1] - one[1]),
  Math.atan2(other[1] - one[1], other[0] - one[0]) * 180 / Math.PI];
const between = ([one, other]) => [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
const round = (value, to) => Math.round(value * to) / to;

// The box around the outline, mirrored and turned, in px of the photo, as core/stages/hand_placement.py has it.
const boxOf = ({ outline, size }, { turn, mirror }) => {
  const angle = turn * Math.PI / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = outline.map(([x, y]) => {
    const across = mirror ? size[0] - x : x;
    return [across * cos - y * sin, across * sin + y * cos];
  });
  const [xs, ys] = [turned.map(([x]) => x), turned.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top, cos, sin };
};

// How the photo lies on a frame of so many px: its scale there, and the matrix of its points.
const layOf = (subject, place, [width, height]) => {
  const box = boxOf(subject, place);
  const scale = place.scale / Math.max(box.width / width, box.height / height);
  const sign = place.mirror ? -1 : 1;
  const off = place.mirror ? subject.size[0] : 0;
  const e = place.x * width - scale * (box.left + box.width / 2) + scale * box.cos * off;
  const f = place.y * height - scale * (box.top + box.height / 2) + scale * box.sin * off;
  const matrix = [scale * box.cos * sign, scale * box.sin * sign, -scale * box.sin, scale * box.cos, e, f];
  const half = [scale * box.width / 2, scale * box.height / 2];
  return { scale, matrix, half, point: (x, y) => [
    matrix[0] * x + matrix[2] * y + e, matrix[1] * x + matrix[3] * y + f] };
};

// Turned about its middle, as large as before: the place's scale is of the box around it, which changes.
const turnedTo = (subject, place, turn, size) => {
  const before = layOf(subject, place, size).scale;
  const box = boxOf(subject, { ...place, turn });
  return { ...place, turn, scale: before * Math.max(box.width / size[0], box.height / size[1]) };
};

// The nearest line that one of the box's edges or its middle comes close to, and by how much it is off.
const nearest = (at, half, length, more) => {
  const lines = [[length / 2, 0], [0, -half], [length, half], ...more];
  const [line, off] = lines.map(([line, edge]) => [line, line - at - edge])
    .sort((one, other) => Math.abs(one[1]) - Math.abs(other[1]))[0];
  return Math.abs(off) <= NEAR ? [at + off, line] : [at, null];
};

const snapped = (stage, place, size) => {
  const { zone, foot } = stage.data;
  const { half } = layOf(stage.subject, place, size);
  const zones = zone ? [zone.least, zone.most].filter((share) => share < 1) : [];
  const edges = (length, half) => zones.flatMap((share) => [
    [length * (1 - share) / 2, -half], [length * (1 + share) / 2, half]]);
  const [x, across] = nearest(place.x * size[0], half[0], size[0], edges(size[0], half[0]));
  const down = [...edges(size[1], half[1]), [foot * size[1], half[1]]];
  const [y, line] = nearest(place.y * size[1], half[1], size[1], down);
  stage.snap = [across, line];
  return { ...place, x: x / size[0], y: y / size[1] };
};

// Whether something of a cut-out is seen at a share of its width and height, as coarse as a finger.
const seenOf = (cut) => {
  if (cut.seen?.url === cut.src) return cut.seen.at;
  const canvas = Object.assign(document.createElement('canvas'), { width: COARSE, height: COARSE });
  const pen = canvas.getContext('2d');
  if (!cut.complete || !cut.naturalWidth) return () => true;
  pen.drawImage(cut, 0, 0, COARSE, COARSE);
  const { data } = pen.getImageData(0, 0, COARSE, COARSE);
  const at = (across, down) => data[4 * (COARSE * Math.floor(COARSE * down) + Math.floor(COARSE * across)) + 3] > SEEN;
  cut.seen = { url: cut.src, at };
  return at;
};

const words = (place, zone) => {
  const percent = (value) => Math.round(value * 100) + ' %';
  const told = [percent(place.x) + ' across', percent(place.y) + ' down', percent(place.scale) + ' large'];
  if (Math.abs(place.turn) >= 0.05) told.push('turned ' + round(place.turn, 10) + '°');
  if (place.mirror) told.push('mirrored');
  if (zone) told.push(zone.title + ' asks for ' + percent(zone.least) + ' to ' + percent(zone.most));
  return told.join(', ');
};

const within = (place, limits) => ({
  x: round(clamp(place.x, limits.x), 1000), y: round(clamp(place.y, limits.y), 1000),
  scale: round(clamp(place.scale, limits.scale), 1000), turn: round(clamp(place.turn, limits.turn), 10),
  mirror: place.mirror,
});

export default function ({ data, parentElement, setTriggerValue }) {
  const stage = stageOf(data.of);
  if (data.layer) {
    stage[data.layer] = data;
    stage.draw?.();
    return;
  }
  const get = (selector) => parentElement.querySelector(selector);
  const [frame, behind, cut, before] = ['.frame', '.behind', '.cut', '.before'].map(get);
  const [subject, told] = ['.subject', '.told'].map(get);
  const [around, stalk, across, down] = ['.around', '.stalk', '.across', '.down'].map(get);
  const grips = [...parentElement.querySelectorAll('.corner')];
  const [turner, how, ask] = ['.turn', '.how', '.ask'].map(get);
  const size = () => [frame.clientWidth, frame.clientHeight];
  const isReady = () => stage.subject && stage.subject.id === stage.data.subject && frame.clientWidth > 0;

  const draw = () => {
    const fine = stage.fine?.asked === stage.data.asked && !stage.hand && !stage.pending.length;
    const pictures = fine ? stage.fine : stage.data;
    if (behind.src !== pictures.url) behind.src = pictures.url;
    before.hidden = !pictures.before;
    if (pictures.before && before.src !== pictures.before) before.src = pictures.before;
    cut.hidden = subject.hidden = !isReady();
    if (!isReady()) return;
    if (cut.src !== stage.subject.url) cut.src = stage.subject.url;
    const { crop } = stage.subject;
    const { matrix, point } = layOf(stage.subject, stage.place, size());
    const [left, top] = point(crop[0], crop[1]);
    const transform = 'matrix(' + [...matrix.slice(0, 4), left, top].join(',') + ')';
    for (const one of [cut, subject]) {
      one.style.width = crop[2] + 'px';
      one.style.height = crop[3] + 'px';
      one.style.transform = transform;
    }
    const corners = [[0, 0], [crop[2], 0], [crop[2], crop[3]], [0, crop[3]]]
      .map(([x, y]) => point(crop[0] + x, crop[1] + y));
    const shown = corners.map(([x, y]) => [clamp(x, [8, size()[0] - 8]), clamp(y, [8, size()[1] - 8])]);
    around.setAttribute('points', corners.map((corner) => corner.join(',')).join(' '));
    grips.forEach((grip, index) => { [grip.style.left, grip.style.top] = shown[index].map((at) => at + 'px'); });
    const upper = between(stage.place.mirror ? [corners[1], corners[0]] : [corners[0], corners[1]]);
    const lean = Math.atan2(corners[0][1] - corners[3][1], corners[0][0] - corners[3][0]);
    const dot = [upper[0] + 30 * Math.cos(lean), upper[1] + 30 * Math.sin(lean)]
      .map((at, index) => clamp(at, [14, size()[index] - 14]));
    [turner.style.left, turner.style.top] = dot.map((at) => at + 'px');
    [['x1', upper[0]], ['y1', upper[1]], ['x2', dot[0]], ['y2', dot[1]]].forEach(([name, at]) => stalk.setAttribute(name, at));
    drawGuides();
    const { zone } = stage.data;
    told.textContent = words(stage.place, zone);
    told.classList.toggle('off', Boolean(zone) && (stage.place.scale < zone.least || stage.place.scale > zone.most));
    const number = stage.data.boxes.length > 1 ? ' ' + (stage.data.which + 1) : '';
    subject.setAttribute('aria-label', 'Subject' + number + ': ' + told.textContent);
    if (stage.chosen === stage.data.which) {
      stage.chosen = null;
      subject.focus({ preventScroll: true });
    }
    if (stage.coming?.which === stage.data.which && !stage.pending.length) takeOver();
  };
  const drawGuides = () => {
    const [width, height] = size();
    const [x, y] = stage.hand ? stage.snap : [null, null];
    const set = (line, values, on) => {
      line.classList.toggle('shown', on);
      Object.entries(values).forEach(([name, value]) => line.setAttribute(name, value));
    };
    set(across, { x1: x ?? 0, x2: x ?? 0, y1: 0, y2: height }, x !== null);
    set(down, { x1: 0, x2: width, y1: y ?? 0, y2: y ?? 0 }, y !== null);
    for (const name of ['least', 'most']) {
      const share = stage.data.zone?.[name] ?? 1;
      const values = { x: width * (1 - share) / 2, y: height * (1 - share) / 2, width: width * share, height: height * share };
      set(get('.' + name), values, Boolean(stage.hand) && share < 1);
    }
  };

  const flush = (now) => {
    clearTimeout(stage.timer);
    const free = stage.answered >= stage.sent;
    const wait = stage.sentAt + (free ? EVERY : PATIENCE) - performance.now();
    const deliver = () => {
      Object.assign(stage, { sentAt: performance.now(), sent: stage.seq });
      setTriggerValue('told', stage.pending);
    };
    if ((now && free) || wait <= 0) deliver();
    else stage.timer = setTimeout(() => stage.flush(true), wait);
  };
  const tell = (what, now) => {
    stage.seq += 1;
    const last = stage.pending.at(-1);
    if (what.place && last?.place && last.gesture === what.gesture && last.which === what.which) stage.pending.pop();
    stage.pending.push({ seq: stage.seq, ...what });
    flush(now);
  };
  const gesture = () => (stage.gestures += 1).toString(36);
  const put = (place, name, now) => {
    stage.place = within(place, stage.data.limits);
    draw();
    tell({ gesture: name, place: stage.place, which: stage.data.which }, now);
  };

  const choose = (which) => {
    stage.chosen = which;
    tell({ do: 'choose', which }, true);
  };
  // Where the one in hand covers another one, a press without a drag means that.
  const otherAt = ([x, y]) => stage.data.boxes.findIndex(([left, top, right, bottom], which) => {
    const [across, down] = [x / size()[0], y / size()[1]];
    return which !== stage.data.which && across >= left && across <= right && down >= top && down <= bottom;
  });
  // One that is pressed and dragged is the page's until that answers: then the hand has it, wherever it is by now.
  const reach = (which) => (event) => {
    if (event.button !== 0 || stage.pointers.size) return;
    frame.setPointerCapture(event.pointerId);
    stage.pointers.set(event.pointerId, at(event));
    stage.coming = { which, begun: [at(event)], now: at(event), moved: false, left: null };
    choose(which);
    event.preventDefault();
    event.stopPropagation();
  };
  const coversAt = ([x, y]) => {
    const { crop } = stage.subject;
    const { matrix: [a, b, c, d, e, f] } = layOf(stage.subject, stage.place, size());
    const [across, down, whole] = [x - e, y - f, a * d - b * c];
    const [left, top] = [(d * across - c * down) / whole - crop[0], (a * down - b * across) / whole - crop[1]];
    return seenOf(cut)(left / crop[2], top / crop[3]);
  };
  const takeOver = () => {
    const { begun, now, moved, left } = stage.coming;
    stage.coming = null;
    if (left && performance.now() - left > COMES) return;
    begin('move', { begun, moved, reached: true });
    if (moved) put(MOVES.move(stage.hand, [now], { altKey: false }), stage.hand.name, false);
    if (left) end();
  };
  const chooseNext = () => choose((stage.data.which + 1) % stage.data.boxes.length);

  const at = (event) => {
    const box = frame.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  // Where each gesture takes the place from what it was as the gesture began.
  const MOVES = {
    move: ({ from, begun }, [now], event) => {
      const [width, height] = size();
      const place = { ...from, x: from.x + (now[0] - begun[0][0]) / width, y: from.y + (now[1] - begun[0][1]) / height };
      return event.altKey ? place : snapped(stage, place, size());
    },
    scale: ({ from, begun, fixed }, [now]) => {
      const grown = apart([fixed, now])[0] / Math.max(apart([fixed, begun[0]])[0], 1);
      return scaledAbout(from, fixed, grown);
    },
    turn: ({ from, begun }, [now], event) => {
      const middle = [from.x * size()[0], from.y * size()[1]];
      const turn = from.turn + ((apart([middle, now])[1] - apart([middle, begun[0]])[1] + 540) % 360) - 180;
      const upright = Math.abs(turn) < UPRIGHT && !event.altKey;
      return turnedTo(stage.subject, from, clamp(upright ? 0 : turn, stage.data.limits.turn), size());
    },
    pinch: ({ from, begun }, now) => {
      const [[long, slope], [wasLong, wasSlope]] = [apart(now), apart(begun)];
      const turned = ((slope - wasSlope + 540) % 360) - 180;
      const grown = scaledAbout(from, between(begun), long / Math.max(wasLong, 1));
      const turn = Math.abs(turned) < 5 ? from.turn : clamp(from.turn + turned, stage.data.limits.turn);
      const [was, is] = [between(begun), between(now)];
      const moved = { ...grown, x: grown.x + (is[0] - was[0]) / size()[0], y: grown.y + (is[1] - was[1]) / size()[1] };
      return turnedTo(stage.subject, moved, turn, size());
    },
  };
  const scaledAbout = (from, fixed, grown) => {
    const [width, height] = size();
    const wanted = stage.data.zone?.scale;
    const free = clamp(from.scale * grown, stage.data.limits.scale);
    const scale = wanted && Math.abs(free - wanted) < 0.008 ? wanted : free;
    const by = scale / from.scale;
    const toward = (share, length, still) => (still + (share * length - still) * by) / length;
    return { ...from, scale, x: toward(from.x, width, fixed[0]), y: toward(from.y, height, fixed[1]) };
  };
  const begin = (kind, more) => {
    const name = stage.hand?.name ?? gesture();
    const begun = [...stage.pointers.values()];
    stage.hand = { kind, name, from: stage.place, first: stage.hand?.first ?? stage.place, begun, ...more };
    stage.snap = [null, null];
    frame.classList.add('held');
  };
  const end = () => {
    if (!stage.hand) return;
    const { name, moved } = stage.hand;
    stage.hand = null;
    frame.classList.remove('held');
    if (moved) {
      put(stage.place, name, true);
      tell({ do: 'rest' }, true);
    }
    draw();
  };
  const grab = (kind, more = () => ({})) => (event) => {
    if (event.button !== 0 || !isReady()) return;
    frame.setPointerCapture(event.pointerId);
    stage.pointers.set(event.pointerId, at(event));
    subject.focus({ preventScroll: true, focusVisible: false });
    if (stage.pointers.size === 1) begin(kind, more());
    else if (stage.pointers.size === 2) begin('pinch', {});
    draw();
    event.preventDefault();
    event.stopPropagation();
  };
  // In its corners, where nothing of it is seen, a press is another one's that is seen there.
  subject.onpointerdown = (event) => {
    const other = isReady() && !stage.pointers.size && !coversAt(at(event)) ? otherAt(at(event)) : -1;
    (other < 0 ? grab('move') : reach(other))(event);
  };
  turner.onpointerdown = grab('turn');
  grips.forEach((grip, index) => {
    grip.onpointerdown = grab('scale', () => {
      const opposite = grips[(index + 2) % 4];
      return { fixed: [parseFloat(opposite.style.left), parseFloat(opposite.style.top)] };
    });
  });
  // A second finger need not be on the subject.
  frame.onpointerdown = (event) => { if (stage.pointers.size === 1 && !stage.coming) grab('move')(event); };
  frame.onpointermove = (event) => {
    if (stage.coming && stage.pointers.has(event.pointerId)) {
      const { begun, moved } = stage.coming;
      stage.pointers.set(event.pointerId, at(event));
      Object.assign(stage.coming, { now: at(event), moved: moved || apart([begun[0], at(event)])[0] >= STILL });
    }
    if (!stage.hand || !stage.pointers.has(event.pointerId)) return;
    const { begun, moved } = stage.hand;
    if (!moved && begun.length === 1 && apart([begun[0], at(event)])[0] < STILL) return;
    stage.pointers.set(event.pointerId, at(event));
    stage.hand.moved = true;
    put(MOVES[stage.hand.kind](stage.hand, [...stage.pointers.values()], event), stage.hand.name, false);
  };
  frame.onpointerup = frame.onpointercancel = frame.onlostpointercapture = (event) => {
    if (!stage.pointers.delete(event.pointerId)) return;
    if (stage.coming) {
      if (!stage.coming.moved || event.type === 'pointercancel') stage.coming = null;
      else stage.coming.left ??= performance.now();
    }
    if (!stage.hand) return;
    const { kind, moved, reached } = stage.hand;
    const pressed = kind === 'move' && !moved && !reached && event.type === 'pointerup';
    const other = pressed ? otherAt(at(event)) : -1;
    if (stage.pointers.size === 1) begin('move', { moved: stage.hand.moved });
    else if (!stage.pointers.size) end();
    if (other >= 0) choose(other);
  };
  frame.onwheel = (event) => {
    if (!isReady() || !subject.matches(':focus')) return;
    step('wheel', { ...stage.place, scale: stage.place.scale * Math.exp(-event.deltaY / 900) });
    event.preventDefault();
  };

  const step = (key, place) => {
    const [last, when, name] = stage.key;
    const goesOn = last === key && performance.now() - when < SAME_KEY;
    stage.key = [key, performance.now(), goesOn ? name : gesture()];
    put(place, stage.key[2], false);
    clearTimeout(stage.resting);
    stage.resting = setTimeout(() => stage.tell({ do: 'rest' }, true), REST);
  };
  const press = (key, far) => {
    const { place } = stage;
    const [by, turn] = far ? [0.05, 5] : [0.01, 1];
    const turned = (more) => turnedTo(stage.subject, place, clamp(place.turn + more, stage.data.limits.turn), size());
    const made = {
      ArrowLeft: () => ({ ...place, x: place.x - by }), ArrowRight: () => ({ ...place, x: place.x + by }),
      ArrowUp: () => ({ ...place, y: place.y - by }), ArrowDown: () => ({ ...place, y: place.y + by }),
      '+': () => ({ ...place, scale: place.scale + by }), '-': () => ({ ...place, scale: place.scale - by }),
      '[': () => turned(-turn), ']': () => turned(turn), m: () => ({ ...place, mirror: !place.mirror }),
    }[key];
    if (made) step(key === 'm' ? 'm' + stage.seq : key, made());
    return Boolean(made);
  };
  const cancel = () => {
    const { first, name } = stage.hand;
    stage.hand.moved = false;
    stage.pointers.clear();
    end();
    put(first, name, true);
    tell({ do: 'rest' }, true);
  };
  subject.onkeydown = (event) => {
    const key = { '=': '+', _: '-', '−': '-', '{': '[', '}': ']' }[event.key] ?? event.key;
    const command = event.ctrlKey || event.metaKey;
    let done = true;
    if (command && key.toLowerCase() === 'z') tell({ do: event.shiftKey ? 'redo' : 'undo' }, true);
    else if (command && key.toLowerCase() === 'y') tell({ do: 'redo' }, true);
    else if (command || event.altKey) done = false;
    else if (key.toLowerCase() === 'n' && stage.data.boxes.length > 1) chooseNext();
    else if (key === 'Escape' && stage.hand) cancel();
    else if (key === 'Escape' && stage.data.byHand) tell({ do: 'automatic' }, true);
    else done = isReady() && press(key.length === 1 ? key.toLowerCase() : key, event.shiftKey);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  for (const button of parentElement.querySelectorAll('.tools [data-do], .tools [data-key]')) {
    button.onclick = () => (button.dataset.do ? tell({ do: button.dataset.do }, true) : isReady() && press(button.dataset.key, false));
  }
  get('[data-do=undo]').disabled = !data.canUndo;
  get('[data-do=redo]').disabled = !data.canRedo;
  get('[data-do=automatic]').disabled = !data.byHand;
  const next = get('.next');
  next.hidden = data.boxes.length < 2;
  next.onclick = chooseNext;
  // The others are in the picture behind; a press on one of them takes it in hand.
  get('.others').replaceChildren(...data.boxes.flatMap(([left, top, right, bottom], which) => {
    if (which === data.which) return [];
    const other = document.createElement('button');
    Object.assign(other, { type: 'button', className: 'other', title: 'Subject ' + (which + 1), onpointerdown: reach(which) });
    // By keys: a pointer's press was taken already.
    other.onclick = (event) => { if (!event.detail) choose(which); };
    other.setAttribute('aria-label', 'Take subject ' + (which + 1) + ' in hand');
    const sides = { left, top, width: right - left, height: bottom - top };
    Object.entries(sides).forEach(([side, share]) => { other.style[side] = 100 * share + '%'; });
    return [other];
  }));
  how.textContent = HOW;
  ask.onclick = () => {
    how.hidden = !how.hidden;
    ask.setAttribute('aria-expanded', String(!how.hidden));
  };

  // A session that knows less than was answered before is a new one.
  if (data.seq < stage.answered) Object.assign(stage, { seq: data.seq, sent: data.seq, pending: [] });
  stage.seq = Math.max(stage.seq, data.seq);
  Object.assign(stage, { data, draw, flush, tell, answered: data.seq });
  stage.pending = stage.pending.filter((one) => one.seq > data.seq);
  if (!stage.place || (!stage.hand && !stage.pending.length)) stage.place = data.place;
  frame.style.setProperty('--ratio', data.width / data.height);
  get('.canvas').style.setProperty('--ratio', data.width / data.height);
  behind.alt = data.alt;
  draw();
  if (stage.pending.length && stage.answered >= stage.sent) flush(false);
  const watching = new ResizeObserver(draw);
  watching.observe(frame);
  return () => watching.disconnect();
}
