// Wiring for the keyboard and small comforts. Every page works without it.
import { install } from "../vendor/hotkey/hotkey.js";

const shortcuts = document.body.dataset.shortcuts !== "off";

function hotkeys(root) {
  if (!shortcuts) return;
  for (const element of root.querySelectorAll("[data-hotkey]")) install(element);
}

// The list of shortcuts, in a dialog instead of on its own page.
function help() {
  const dialog = document.getElementById("keys");
  const link = document.querySelector("[data-opens-keys]");
  if (!dialog || !link) return;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    dialog.showModal();
  });
}

// j and k move the focus through whatever is marked data-step; l presses what is marked data-log in it, c data-correct,
// x ticks the box marked data-pick in its row.
function steps() {
  const all = [...document.querySelectorAll("[data-step]")];
  if (!all.length || !shortcuts) return;
  const here = () => all.findIndex((item) => item.contains(document.activeElement));
  const go = (index) => {
    const item = all[Math.max(0, Math.min(all.length - 1, index))];
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
    if (event.key === "j") go(here() + 1);
    else if (event.key === "k") go(here() < 0 ? 0 : here() - 1);
    else if (event.key === "l") all[here()]?.querySelector("[data-log]")?.click();
    else if (event.key === "x") all[here()]?.closest("tr")?.querySelector("[data-pick]")?.click();
    else if (event.key === "c") all[here()]?.querySelector("[data-correct]")?.click();
  });
}

// Ctrl or Cmd with Enter sends the form that one is typing in.
function sending() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit();
  });
}

// Parts of a form that only matter for some choices: data-shown-for="value value" data-shown-by="field name".
function shown() {
  for (const part of document.querySelectorAll("[data-shown-by]")) {
    const control = document.querySelector(`[name="${CSS.escape(part.dataset.shownBy)}"]`);
    if (!control) continue;
    const values = part.dataset.shownFor.split(" ");
    const update = () => { part.hidden = !values.includes(control.value); };
    control.addEventListener("change", update);
    update();
  }
}

// A menu closes when one leaves it.
function menus() {
  for (const menu of document.querySelectorAll("details.menu")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  }
}

const first = document.querySelector("[data-focus]");
first?.focus();
if (first?.matches("[data-select]")) first.select();
hotkeys(document);
help();
steps();
sending();
shown();
menus();
document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) hotkeys(event.target); });
