// The one script of the site, on /search/ alone: it asks Pagefind's index and lists what it finds.
// Nothing but this file is fetched before somebody begins to type.
const form = document.querySelector("form.search");
const input = form.querySelector("input");
const status = form.querySelector("[role=status]");
const found = document.querySelector(".results");
const most = 20;
let index, asked = 0;

// No worker: it would have the policy of its own address, not that of this page.
const open = async () => {
  const { createInstance } = await import(new URL("../pagefind/pagefind.js", import.meta.url));
  return createInstance({ noWorker: true });
};

const entry = ({ url, meta, excerpt }) => {
  const place = document.createElement("li");
  const article = place.appendChild(document.createElement("article"));
  if (meta.lang) article.lang = meta.lang;
  const link = article.appendChild(document.createElement("h2"));
  link.dir = "auto";
  link.appendChild(Object.assign(document.createElement("a"), { href: url, textContent: meta.title }));
  // Pagefind escapes the text and marks the words.
  article.appendChild(Object.assign(document.createElement("p"), { dir: "auto", innerHTML: excerpt }));
  return place;
};

const search = async () => {
  const words = input.value.trim(), mine = ++asked;
  history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
  if (!words) {
    status.textContent = "";
    found.replaceChildren();
    return;
  }
  try {
    index ??= open();
    const { results } = await (await index).search(words);
    const entries = await Promise.all(results.slice(0, most).map((each) => each.data()));
    if (mine !== asked) return; // somebody typed on
    const { none, one, many } = status.dataset;
    status.textContent = results.length > 1 ? many.replace("{number}", results.length) : results.length ? one : none;
    found.replaceChildren(...entries.map(entry));
  } catch (error) {
    index = undefined;
    status.textContent = status.dataset.fault;
  }
};

form.hidden = false;
form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
input.addEventListener("input", search);
input.value = new URLSearchParams(location.search).get("q") ?? "";
if (input.value) search();
