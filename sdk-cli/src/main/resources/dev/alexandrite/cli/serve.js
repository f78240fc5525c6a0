'use strict';
const element = id => document.getElementById(id);
let latest = 0;

function say(text, bad) {
  element('state').textContent = text;
  element('state').className = bad ? 'bad' : '';
}

function row(prediction) {
  const row = document.createElement('li');
  const name = document.createElement('span');
  name.textContent = prediction.class;
  const number = document.createElement('b');
  number.textContent = (100 * prediction.probability).toFixed(1) + ' %';
  const bar = document.createElement('i');
  const length = document.createElement('span');
  length.style.width = 100 * prediction.probability + '%';
  bar.append(length);
  row.append(name, number, bar);
  return row;
}

async function classify(file) {
  const turn = ++latest;
  const picture = element('picture');
  URL.revokeObjectURL(picture.src);
  picture.src = URL.createObjectURL(file);
  picture.alt = file.name || 'the picture';
  picture.hidden = false;
  element('result').hidden = true;
  say('…', false);
  let answer;
  try {
    const response = await fetch('/classify', { method: 'POST', body: file });
    answer = await response.json();
  } catch (failure) {
    answer = { error: 'no answer: is the server still there?' };
  }
  if (turn !== latest) {
    return;
  }
  if (answer.error) {
    say(answer.error, true);
    return;
  }
  say('', false);
  element('result').replaceChildren(...answer.predictions.map(row));
  element('result').hidden = false;
}

function first(files) {
  if (files && files.length > 0) {
    classify(files[0]);
  }
}

element('file').addEventListener('change', event => first(event.target.files));
document.addEventListener('paste', event => first(event.clipboardData.files));
for (const kind of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, event => {
    event.preventDefault();
    element('drop').classList.toggle('over', kind === 'dragover');
    if (kind === 'drop') {
      first(event.dataTransfer.files);
    }
  });
}
element('picture').addEventListener('error', () => { element('picture').hidden = true; });
fetch('/health')
  .then(response => response.json())
  .then(health => { element('model').textContent = health.network + ', ' + health.classes + ' classes'; });
