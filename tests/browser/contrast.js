// Text on a page that stands out from its ground less than `least` to 1 (WCAG 2.2, relative luminance): its words,
// colour, ground and ratio. What is disabled, an icon, or on a picture is left out.
(least) => {
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (text) => {
    const parts = text.match(/^rgba?\(([^)]+)\)$/);
    if (parts) { const [r, g, b, a = 1] = parts[1].split(/[ ,/]+/).map(Number); return [r, g, b, a]; }
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = text;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
  const linear = (value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const above = (one) => one.assignedSlot ?? one.parentElement ?? one.getRootNode().host ?? null;
  const skipped = '[disabled], [aria-disabled=true], [data-testid=stIconMaterial], style, script, template, svg';
  const page = rgba(getComputedStyle(document.querySelector('.stApp')).backgroundColor);
  const seen = { count: 0, faint: [] };
  const judge = (one) => {
    const chain = [];
    for (let at = one; at; at = above(at)) chain.unshift(at);
    if (chain.some((at) => at.matches(skipped) || getComputedStyle(at).backgroundImage !== 'none')) return;
    let [ground, opacity] = [page, 1];
    for (const at of chain) {
      const style = getComputedStyle(at);
      opacity *= Number(style.opacity);
      // A slider's value stands above its thumb, not on it.
      if (!at.querySelector('[data-testid=stSliderThumbValue]')) ground = over(rgba(style.backgroundColor), ground);
    }
    const colour = rgba(getComputedStyle(one).color);
    const found = ratio(over([...colour.slice(0, 3), colour[3] * opacity], ground), ground);
    seen.count += 1;
    if (found < least) seen.faint.push([one.textContent.trim().slice(0, 40), colour, ground, found.toFixed(2)].join(' '));
  };
  const look = (root) => root.querySelectorAll('*').forEach((one) => {
    if (one.shadowRoot) look(one.shadowRoot);
    const hasWords = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    const shown = one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (hasWords && shown && one.getBoundingClientRect().width > 1) judge(one);
  });
  look(document);
  return seen;
}
