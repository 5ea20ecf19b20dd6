const PLACES = new Map();

export default function (component) {
  const { data, parentElement, key } = component;
  const box = parentElement.querySelector('.slider');
  const grip = box.querySelector('.grip');
  const [before, after] = [box.querySelector('.before'), box.querySelector('.after')];

  box.style.aspectRatio = data.width + ' / ' + data.height;
  // Neither taller than asked for nor than the window leaves room for.
  const tallest = 'min(' + data.max_height + 'px, max(16rem, 100vh - 16rem))';
  box.style.maxWidth = data.max_height ? 'min(100%, ' + tallest + ' * ' + (data.width / data.height) + ')' : '100%';
  for (const [image, url, alt] of [[before, data.before, data.alt_before], [after, data.after, data.alt_after]]) {
    image.width = data.width;
    image.height = data.height;
    image.alt = alt;
    if (image.getAttribute('src') !== url) image.src = url;
  }
  const [left, right] = [box.querySelector('.left'), box.querySelector('.right')];
  left.textContent = data.label_before;
  right.textContent = data.label_after;
  left.hidden = !data.label_before;
  right.hidden = !data.label_after;
  grip.setAttribute('aria-label', 'Divider between ' + (data.label_before || 'before') + ' and ' + (data.label_after || 'after'));

  const put = (percent) => {
    const at = Math.min(100, Math.max(0, percent));
    PLACES.set(key, at);
    box.style.setProperty('--at', at + '%');
    left.style.opacity = at > 12 ? 1 : 0;
    right.style.opacity = at < 88 ? 1 : 0;
    grip.setAttribute('aria-valuenow', String(Math.round(at)));
    grip.setAttribute('aria-valuetext', Math.round(at) + ' % ' + (data.label_before || 'before'));
  };
  const now = () => PLACES.get(key) ?? 50;
  const follow = (event) => {
    const edges = box.getBoundingClientRect();
    put((event.clientX - edges.left) / edges.width * 100);
  };
  let began = null;
  box.onpointerdown = (event) => {
    if (event.button !== 0) return;
    box.setPointerCapture(event.pointerId);
    grip.focus({ preventScroll: true, focusVisible: false });
    // A finger may be about to scroll: only a tap or a swipe sideways counts.
    began = event.pointerType === 'touch' ? event : null;
    if (began) return;
    follow(event);
    event.preventDefault();
  };
  box.onclick = follow;
  box.onpointermove = (event) => {
    if (!box.hasPointerCapture(event.pointerId)) return;
    if (began && Math.abs(event.clientX - began.clientX) <= Math.abs(event.clientY - began.clientY)) return;
    began = null;
    follow(event);
  };
  grip.onkeydown = (event) => {
    const rightwards = getComputedStyle(box).direction === 'rtl' ? -1 : 1;
    const to = {
      ArrowLeft: now() - 2 * rightwards, ArrowRight: now() + 2 * rightwards, ArrowDown: now() - 2, ArrowUp: now() + 2,
      PageDown: now() - 10, PageUp: now() + 10, Home: 0, End: 100,
    }[event.key];
    if (to === undefined) return;
    put(to);
    event.preventDefault();
    event.stopPropagation();
  };
  put(now());
}
