const image = (item) => {
  const made = document.createElement('img');
  made.loading = 'lazy';
  made.decoding = 'async';
  if (item.width) { made.width = item.width; made.height = item.height; }
  made.alt = item.alt;
  made.src = item.url;
  return made;
};

export default function (component) {
  const { data, parentElement } = component;
  const row = parentElement.querySelector('.row');
  const drawn = JSON.stringify(data);
  if (row.dataset.drawn === drawn) return;
  const large = parentElement.querySelector('.large');
  const show = (item) => {
    const picture = large.querySelector('img');
    picture.src = item.url;
    picture.alt = item.alt;
    large.querySelector('p').textContent = item.label;
    large.showModal();
  };
  large.onclick = (event) => { if (event.target === large) large.close(); };
  row.setAttribute('aria-label', data.label);
  row.style.setProperty('--count', data.items.length);
  row.replaceChildren(...data.items.map((item) => {
    const cell = document.createElement('div');
    cell.className = 'cell';
    cell.setAttribute('role', 'listitem');
    cell.style.setProperty('--share', item.share);
    cell.style.setProperty('--narrow', item.narrow);
    const press = document.createElement('button');
    press.type = 'button';
    press.className = 'press';
    press.title = 'Show large';
    press.append(image(item));
    press.onclick = () => show(item);
    const label = document.createElement('div');
    label.className = 'label';
    label.textContent = item.label;
    cell.append(press, ...(item.label ? [label] : []));
    return cell;
  }));
  row.dataset.drawn = drawn;
}
