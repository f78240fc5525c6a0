'use strict';
(() => {
  let version = Number(document.body.dataset.version);
  let failures = 0;
  const lost = document.getElementById('lost');
  const dialog = document.getElementById('confirm');

  // The token of the address has become a cookie; it need not stay in the history.
  if (location.search) {
    history.replaceState(null, '', location.pathname);
  }

  // Focus, open details and places scrolled to outlive the content around them.
  function put(part, html) {
    const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
    const open = [...part.querySelectorAll('details')].map((details) => details.open);
    const scrolled = [...part.querySelectorAll('.scroll')].map((region) => region.scrollLeft);
    part.innerHTML = html;
    part.querySelectorAll('details').forEach((details, i) => { details.open = open[i] ?? details.open; });
    part.querySelectorAll('.scroll').forEach((region, i) => { region.scrollLeft = scrolled[i] ?? 0; });
    if (focused) {
      document.getElementById(focused)?.focus();
    }
  }

  async function poll() {
    try {
      const answer = await fetch('/state?since=' + version, { cache: 'no-store' });
      if (answer.status === 200) {
        const state = await answer.json();
        for (const [id, html] of Object.entries(state.parts)) {
          put(document.getElementById(id), html);
        }
        document.title = state.title;
        version = state.version;
      } else if (answer.status !== 204) {
        throw new Error('status ' + answer.status);
      }
      failures = 0;
    } catch (e) {
      failures++;
    }
    lost.hidden = failures < 3;
    setTimeout(poll, failures > 0 ? 2000 : document.hidden ? 5000 : 1000);
  }

  async function send(form) {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      redirect: 'manual',
    });
    if (answer.type !== 'opaqueredirect') {
      document.getElementById('announce').textContent = 'Refused: ' + (await answer.text());
    }
  }

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post') {
      return;
    }
    event.preventDefault();
    if (!form.dataset.confirm) {
      send(form);
      return;
    }
    document.getElementById('confirm-text').textContent = form.dataset.confirm;
    dialog.returnValue = 'no';
    dialog.onclose = () => {
      if (dialog.returnValue === 'yes') {
        send(form);
      }
    };
    dialog.showModal();
  });

  setTimeout(poll, 1000);
})();
