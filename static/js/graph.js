// The provenance graph: arrow keys along its lines, what leads to a box is lit, zoom, PNG and print. Without this script
// the picture still stands, its boxes are links, and the list below says the same.
const picture = document.getElementById("picture");
const boxes = picture ? [...picture.querySelectorAll("a.box")] : [];
const lines = picture ? [...picture.querySelectorAll("path.line")] : [];
const byKey = new Map(boxes.map((box) => [box.dataset.key, box]));

function along(key, from, to) {
  // All boxes and lines that can be reached from a box in one direction of the lines.
  const found = new Set([key]);
  const used = new Set();
  for (const here of found) {
    for (const line of lines) {
      if (line.dataset[from] !== here || line.matches(".joined, .suspected, .cites")) continue;
      used.add(line);
      found.add(line.dataset[to]);
    }
  }
  return [found, used];
}

function light(box) {
  const key = box.dataset.key;
  const [ahead, aheadLines] = along(key, "from", "to");
  const [behind, behindLines] = along(key, "to", "from");
  const beside = lines.filter((line) => line.dataset.from === key || line.dataset.to === key);
  const lit = new Set([...ahead, ...behind]);
  for (const line of beside) lit.add(line.dataset.from).add(line.dataset.to);
  const litLines = new Set([...aheadLines, ...behindLines, ...beside]);
  for (const one of boxes) one.classList.toggle("lit", lit.has(one.dataset.key));
  for (const line of lines) line.classList.toggle("lit", litLines.has(line));
  picture.classList.add("searching");
}

function dark() {
  picture.classList.remove("searching");
}

const middle = (box) => {
  const { x, y, width, height } = box.getBBox();
  return { x: x + width / 2, y: y + height / 2 };
};

function next(box, key) {
  const here = middle(box);
  const column = Number(box.dataset.column);
  if (key === "ArrowUp" || key === "ArrowDown") {
    const way = key === "ArrowDown" ? 1 : -1;
    const below = boxes.filter((one) => one.dataset.column === box.dataset.column && (middle(one).y - here.y) * way > 1);
    return below.sort((a, b) => (middle(a).y - middle(b).y) * way)[0];
  }
  const [near, far] = key === "ArrowLeft" ? ["from", "to"] : ["to", "from"];
  const linked = lines.filter((line) => line.dataset[near] === box.dataset.key).map((line) => byKey.get(line.dataset[far]));
  const way = key === "ArrowLeft" ? -1 : 1;
  const across = linked.filter((one) => (Number(one.dataset.column) - column) * way > 0);
  return across.sort((a, b) => Math.abs(middle(a).y - here.y) - Math.abs(middle(b).y - here.y))[0];
}

function go(box) {
  for (const one of boxes) one.setAttribute("tabindex", one === box ? "0" : "-1");
}

function keyboard() {
  if (boxes.length) go(boxes[0]);
  picture.addEventListener("keydown", (event) => {
    const box = event.target.closest("a.box");
    if (!box || !event.key.startsWith("Arrow") || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const there = next(box, event.key);
    if (!there) return;
    go(there);
    there.focus();
    there.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  for (const box of boxes) {
    box.addEventListener("focus", () => { go(box); light(box); });
    box.addEventListener("mouseenter", () => light(box));
    box.addEventListener("blur", dark);
    box.addEventListener("mouseleave", dark);
  }
}

function zoom() {
  const tools = document.querySelector(".graph-tools");
  const frame = picture.parentElement;
  const full = picture.viewBox.baseVal;
  let scale = 1;
  const set = (to) => {
    scale = Math.max(0.15, Math.min(3, to));
    picture.setAttribute("width", full.width * scale);
    picture.setAttribute("height", full.height * scale);
  };
  const fit = () => set(Math.min(1, (frame.clientWidth - 2) / full.width));
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const how = event.target.dataset.zoom;
    if (how === "fit") fit();
    else if (how) set(scale * (how === "in" ? 1.25 : 0.8));
  });
  // at first no smaller than can be read
  if (frame.clientWidth > 700) set(Math.max(0.75, Math.min(1, (frame.clientWidth - 2) / full.width)));
}

// Canvas elements draw nothing beyond these sizes; the picture is made smaller then.
const LONGEST_SIDE = 16000;
const MOST_PIXELS = 120e6;

async function png(button) {
  const answer = await fetch(button.dataset.png);
  if (!answer.ok) throw new Error(answer.statusText);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await answer.text())}`;
  await image.decode();
  const { width, height } = image;
  const scale = Math.min(2, LONGEST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = document.createElement("canvas");
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = button.dataset.name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function files() {
  const button = document.querySelector("[data-png]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try { await png(button); } catch { button.textContent = "PNG failed: take the SVG"; return; }
    button.disabled = false;
  });
  const print = document.querySelector("[data-print]");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

if (picture) {
  keyboard();
  zoom();
  files();
}
