// The sun on its half disc: sideways is where the light comes from, outward from the middle is lower. At most
// one message in EVERY ms, and none before the page has answered the one before it or PATIENCE ms have passed:
// each message ends what the page is drawing, so that hurried ones would leave no picture. The last one always.
const EVERY = 80;
const PATIENCE = 600;
const LOW = 10;
const HIGH = 85;
const STATE = new Map();

const words = (direction, height, behind) => {
  const side = Math.abs(direction) < 5 ? (behind ? 'behind' : 'the camera') : direction < 0 ? 'the left' : 'the right';
  return 'Light from ' + side + ', ' + Math.round(height) + ' degrees high';
};

export default function (component) {
  const { data, parentElement, setTriggerValue, key } = component;
  const sky = parentElement.querySelector('.sky');
  const sun = sky.querySelector('.sun');
  const ray = sky.querySelector('.ray');
  const state = STATE.get(key) ?? { dragging: false, sent: 0, answered: true, timer: 0, at: null };
  STATE.set(key, state);
  sun.setAttribute('aria-label', data.label);
  sun.classList.toggle('behind', data.behind);

  const draw = ([direction, height]) => {
    // An angle on the arc and a distance from the middle: low light lies on the rim.
    const out = (HIGH - height) / (HIGH - LOW);
    const angle = direction / 90 * Math.PI / 2;
    const reach = 33 + 67 * out;
    const [x, y] = [Math.sin(angle) * reach, -Math.cos(angle) * reach];
    sun.style.left = ((x + 110) / 220 * 100) + '%';
    sun.style.top = ((y + 110) / 124 * 100) + '%';
    ray.setAttribute('x2', x);
    ray.setAttribute('y2', y);
    sun.setAttribute('aria-valuenow', String(Math.round(direction)));
    sun.setAttribute('aria-valuetext', words(direction, height, data.behind));
    state.at = [direction, height];
  };
  const send = (now) => {
    clearTimeout(state.timer);
    state.timer = 0;
    const wait = state.sent + (state.answered ? EVERY : PATIENCE) - performance.now();
    const deliver = () => {
      Object.assign(state, { sent: performance.now(), answered: false, timer: 0 });
      setTriggerValue('light', [Math.round(state.at[0]), Math.round(state.at[1])]);
    };
    if (now || wait <= 0) deliver(); else state.timer = setTimeout(deliver, wait);
  };
  const follow = (event) => {
    const box = sky.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * 220 - 110;
    const y = Math.min(0, (event.clientY - box.top) / box.height * 124 - 110);
    const reach = Math.min(100, Math.max(33, Math.hypot(x, y)));
    const direction = Math.max(-90, Math.min(90, Math.atan2(x, -y) * 180 / Math.PI));
    draw([direction, HIGH - (reach - 33) / 67 * (HIGH - LOW)]);
  };
  sky.onpointerdown = (event) => {
    if (event.button !== 0) return;
    sky.setPointerCapture(event.pointerId);
    sun.focus({ preventScroll: true, focusVisible: false });
    state.dragging = true;
    follow(event);
    send(false);
    event.preventDefault();
  };
  sky.onpointermove = (event) => {
    if (!state.dragging) return;
    follow(event);
    send(false);
  };
  sky.onpointerup = sky.onpointercancel = () => {
    if (!state.dragging) return;
    state.dragging = false;
    send(true);
  };
  sun.onkeydown = (event) => {
    const [direction, height] = state.at;
    const to = {
      ArrowLeft: [direction - 5, height], ArrowRight: [direction + 5, height],
      ArrowUp: [direction, height + 5], ArrowDown: [direction, height - 5],
      Home: [-90, height], End: [90, height],
    }[event.key];
    if (!to) return;
    draw([Math.max(-90, Math.min(90, to[0])), Math.max(LOW, Math.min(HIGH, to[1]))]);
    send(false);
    event.preventDefault();
    event.stopPropagation();
  };
  if (!state.answered) {
    state.answered = true;
    if (state.timer) send(false);
  }
  if (!state.dragging) draw([data.direction, Math.max(LOW, Math.min(HIGH, data.height))]);
}
