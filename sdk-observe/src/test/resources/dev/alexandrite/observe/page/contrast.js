// Texts that stand out from their background by less than WCAG 2.2 asks (1.4.3): 4.5, large ones 3.
function parts(color) {
  const numbers = (color.match(/-?[\d.]+(e-?\d+)?/g) || []).map(Number);
  if (color.startsWith('color(srgb')) {
    const [r, g, b, a = 1] = numbers;
    return [r * 255, g * 255, b * 255, a];
  }
  const [r, g, b, a = 1] = numbers;
  return [r, g, b, a];
}
function over(top, below) {
  const a = top[3];
  return [0, 1, 2].map((i) => top[i] * a + below[i] * (1 - a)).concat(1);
}
function background(element) {
  const layers = [];
  for (let e = element; e; e = e.parentElement) {
    layers.push(parts(getComputedStyle(e).backgroundColor));
  }
  return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
}
function luminance(color) {
  const [r, g, b] = color.slice(0, 3).map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function ratio(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const offenders = [];
let seen = 0;
while (texts.nextNode()) {
  const element = texts.currentNode.parentElement;
  const box = element.getBoundingClientRect();
  if (!texts.currentNode.data.trim() || box.width < 2 || box.right < 0) {
    continue;
  }
  if (element.closest('script, style, noscript, title, [hidden], dialog:not([open])')) {
    continue;
  }
  const style = getComputedStyle(element);
  const below = background(element);
  const ink = parts(element instanceof SVGElement ? style.fill : style.color);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const found = ratio(over(ink, below), below);
  seen++;
  if (found < (large ? 3 : 4.5)) {
    offenders.push(found.toFixed(2) + ' ' + element.tagName + '.' + element.getAttribute('class') + ' '
        + texts.currentNode.data.trim().slice(0, 40));
  }
}
return seen < 20 ? ['only ' + seen + ' texts were seen'] : offenders.slice(0, 20);
