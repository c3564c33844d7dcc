// Suggestions while typing, as the combobox pattern of ARIA has it. Without this script the page searches all the same.
"use strict";

const WAIT = 120; // milliseconds of quiet before asking

const box = document.getElementById("q");
const form = box.form;
const list = document.createElement("ul");
const announcement = document.createElement("p");

let found = []; // suggestions shown
let chosen = -1; // index into them
let typed = box.value; // what the user wrote, to come back to
let timer = 0;
let asking = null; // AbortController of the request under way

list.id = "suggestions";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Suggestions");
announcement.className = "heard";
announcement.setAttribute("role", "status");
box.parentElement.append(list, announcement);
for (const [name, value] of Object.entries({
  role: "combobox",
  autocomplete: "off",
  "aria-autocomplete": "list",
  "aria-controls": list.id,
  "aria-expanded": "false",
})) {
  box.setAttribute(name, value);
}

box.addEventListener("input", () => {
  typed = box.value;
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
});

box.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) ask();
    else choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    box.value = typed;
    close();
  }
});

box.addEventListener("blur", close);
form.addEventListener("submit", close);
list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (!option) return;
  box.value = found[[...list.children].indexOf(option)].query;
  form.requestSubmit();
});

async function ask() {
  asking?.abort();
  asking = new AbortController();
  if (!typed.trim()) return show([]);
  try {
    const answer = await fetch("/suggest?q=" + encodeURIComponent(typed), { signal: asking.signal });
    show(answer.ok ? await answer.json() : []);
  } catch (error) {
    if (error.name !== "AbortError") show([]); // the server has gone: typing goes on without suggestions
  }
}

function show(suggestions) {
  if (document.activeElement !== box) return;
  if (!suggestions.length) return close();
  found = suggestions;
  chosen = -1;
  box.removeAttribute("aria-activedescendant");
  list.replaceChildren(...found.map(option));
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  announcement.textContent = found.length === 1 ? "1 suggestion" : found.length + " suggestions";
}

function option({ text, kind, count }, index) {
  const item = document.createElement("li");
  item.id = "suggestion-" + index;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const word = document.createElement("span");
  word.lang = "is";
  word.textContent = text;
  const about = document.createElement("span");
  about.className = "number";
  about.textContent = (kind ? kind + ", " : "") + count.toLocaleString("en");
  item.append(word, " ", about);
  return item;
}

// One step past either end is the box itself, with what was typed.
function choose(index) {
  const steps = found.length + 1;
  chosen = ((index + 1 + steps) % steps) - 1;
  for (const [i, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(i === chosen));
  if (chosen < 0) {
    box.value = typed;
    box.removeAttribute("aria-activedescendant");
  } else {
    box.value = found[chosen].query;
    box.setAttribute("aria-activedescendant", list.children[chosen].id);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  }
}

function close() {
  clearTimeout(timer);
  asking?.abort();
  list.hidden = true;
  chosen = -1;
  announcement.textContent = "";
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}
