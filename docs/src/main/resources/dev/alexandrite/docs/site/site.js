// Search over window.searchIndex, versions, and a table of contents that is closed on a phone. Nothing is fetched.
(() => {
  "use strict";
  const up = document.body.dataset.up;
  const box = document.getElementById("search");
  const found = document.getElementById("found");
  const MOST = 12;

  /** Every word has to be there; where it stands says how much it counts. */
  const weight = ([, , title, heading, text], words) => {
    let sum = 0;
    for (const word of words) {
      const here =
        (heading.toLowerCase().includes(word) ? 10 : 0) +
        (title.toLowerCase().includes(word) ? 4 : 0) +
        (text.toLowerCase().includes(word) ? 1 : 0);
      if (here === 0) return 0;
      sum += here;
    }
    return sum;
  };

  const excerpt = (text, word) => {
    const at = Math.max(0, text.toLowerCase().indexOf(word) - 60);
    return (at > 0 ? "…" : "") + text.slice(at, at + 160) + (text.length > at + 160 ? "…" : "");
  };

  const search = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    found.replaceChildren();
    found.hidden = words.length === 0;
    if (found.hidden) return;
    const hits = window.searchIndex
      .map((entry) => [weight(entry, words), entry])
      .filter(([sum]) => sum > 0)
      .sort(([a], [b]) => b - a)
      .slice(0, MOST);
    for (const [, [address, id, title, heading, text]] of hits) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = up + address + (id ? "#" + id : "");
      link.textContent = heading && heading !== title ? title + " · " + heading : title;
      const line = document.createElement("small");
      line.textContent = excerpt(text, words[0]);
      item.append(link, line);
      found.append(item);
    }
    if (hits.length === 0) {
      const item = document.createElement("li");
      item.textContent = "Nothing has all of these words. The Javadoc has a search of its own.";
      found.append(item);
    }
  };

  box.addEventListener("input", search);
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      box.focus();
    } else if (event.key === "Escape") {
      box.value = "";
      search();
    }
  });

  const versions = document.getElementById("version");
  versions.addEventListener("change", () => {
    location.href = up + "../" + versions.value + "/index.html";
  });

  if (matchMedia("(max-width: 50rem)").matches) {
    document.getElementById("contents").open = false;
  }
})();
