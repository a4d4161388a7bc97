// A drawing of triples: the same triples give the same picture (no chance in the layout), hover fades the rest.
import { address, element, number, say, short } from "/static/text.js";

const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const MOST_EDGES = 250;
const [WIDTH, HEIGHT] = [1000, 640];

export function draw(rows) {
  const labels = new Map();
  const edges = [];
  for (const [subject, predicate, object] of rows) {
    if (predicate.value === LABEL || predicate.value.endsWith("Label")) {
      const known = labels.get(subject.value);
      if (!known || object["xml:lang"] === document.documentElement.lang) labels.set(subject.value, object.value);
    } else if (object.type === "uri" && predicate.value !== TYPE) {
      edges.push([subject.value, predicate.value, object.value]);
    }
  }
  if (!edges.length) return element("p", { class: "empty" }, say("graph.none"));
  const drawn = edges.slice(0, MOST_EDGES);
  const nodes = [...new Set(drawn.flatMap(([a, , b]) => [a, b]))].map((id) => ({ id, x: 0, y: 0, degree: 0 }));
  const place = new Map(nodes.map((node) => [node.id, node]));
  for (const [a, , b] of drawn) { place.get(a).degree++; place.get(b).degree++; }
  arrange(nodes, drawn.map(([a, , b]) => [place.get(a), place.get(b)]));

  const lines = drawn.map(([a, relation, b]) => {
    const [from, to] = [place.get(a), place.get(b)];
    const line = element("g", { class: "edge" },
      element("title", {}, `${name(a)} — ${short(relation)} → ${name(b)}`),
      element("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, "marker-end": "url(#arrow)" }),
      drawn.length <= 60 ? element("text", { class: "relation", x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, "text-anchor": "middle", direction: "ltr" }, short(relation).replace(/^gb:/, "").replaceAll("_", " ")) : null);
    line.ends = [a, b];
    return line;
  });
  function name(id) { return labels.get(id) ?? short(id); }
  const named = thinned(nodes, name);
  const circles = nodes.map((node) => {
    const where = address(node.id);
    const mark = element("g", { class: "node", tabindex: where ? "0" : null, role: where ? "link" : null, "aria-label": name(node.id) },
      element("title", {}, name(node.id)),
      element("circle", { cx: node.x, cy: node.y, r: 4 + Math.min(8, Math.sqrt(node.degree) * 1.6) }),
      named.has(node) ? element("text", { x: node.x, y: node.y - 12, "text-anchor": "middle", "unicode-bidi": "plaintext" }, clip(name(node.id))) : null);
    const go = () => { if (where) location.assign(where.href); };
    mark.addEventListener("click", go);
    mark.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
    for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]]) {
      mark.addEventListener(event, () => fade(on ? node.id : null));
    }
    mark.id_ = node.id;
    return mark;
  });
  function fade(id) {
    const near = new Set([id]);
    for (const line of lines) if (line.ends.includes(id)) line.ends.forEach((end) => near.add(end));
    for (const line of lines) line.classList.toggle("faded", id !== null && !line.ends.includes(id));
    for (const mark of circles) mark.classList.toggle("faded", id !== null && !near.has(mark.id_));
  }
  const svg = element("svg", { class: "drawing", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": say("graph.about") },
    element("defs", {}, element("marker", { id: "arrow", viewBox: "0 0 8 8", refX: "15", refY: "4", markerWidth: "8", markerHeight: "8", orient: "auto", fill: "#8a949b" }, element("path", { d: "M0 0 8 4 0 8z" }))),
    ...lines, ...circles);
  const note = edges.length > drawn.length ? element("p", { class: "note" }, say("graph.cut", { n: number(drawn.length), all: number(edges.length) })) : null;
  return element("div", {}, note, svg);
}

/** The nodes whose names can be read: the best connected first, none over another. */
function thinned(nodes, name) {
  const taken = [];
  const kept = new Set();
  for (const node of [...nodes].sort((a, b) => b.degree - a.degree)) {
    const half = clip(name(node.id)).length * 3.6 + 4;
    const box = [node.x - half, node.y - 26, node.x + half, node.y - 8];
    if (taken.some(([left, top, right, bottom]) => box[0] < right && box[2] > left && box[1] < bottom && box[3] > top)) continue;
    taken.push(box);
    kept.add(node);
  }
  return kept;
}

const clip = (text) => ([...text].length > 28 ? [...text].slice(0, 27).join("") + "…" : text);

/** Springs and repulsion from a spiral start; a fixed number of steps. */
function arrange(nodes, edges) {
  const golden = Math.PI * (3 - Math.sqrt(5));
  nodes.sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
  nodes.forEach((node, i) => {
    const r = 30 * Math.sqrt(i + 0.5);
    node.x = r * Math.cos(i * golden);
    node.y = r * Math.sin(i * golden);
  });
  const ideal = 90;
  const steps = nodes.length > 150 ? 120 : 260;
  for (let step = 0; step < steps; step++) {
    const heat = 30 * (1 - step / steps) + 0.5;
    for (const node of nodes) { node.dx = -node.x * 0.02; node.dy = -node.y * 0.03; }
    for (let i = 0; i < nodes.length; i++) {
      for (let j = i + 1; j < nodes.length; j++) {
        const [a, b] = [nodes[i], nodes[j]];
        let [x, y] = [a.x - b.x, a.y - b.y];
        const far = Math.max(1, x * x + y * y);
        const push = (ideal * ideal) / far;
        a.dx += x * push; a.dy += y * push; b.dx -= x * push; b.dy -= y * push;
      }
    }
    for (const [a, b] of edges) {
      const [x, y] = [a.x - b.x, a.y - b.y];
      const pull = Math.sqrt(x * x + y * y) / ideal;
      a.dx -= x * pull * 0.5; a.dy -= y * pull * 0.5; b.dx += x * pull * 0.5; b.dy += y * pull * 0.5;
    }
    for (const node of nodes) {
      const long = Math.max(1, Math.hypot(node.dx, node.dy));
      node.x += (node.dx / long) * Math.min(long, heat);
      node.y += (node.dy / long) * Math.min(long, heat);
    }
  }
  const [xs, ys] = [nodes.map((n) => n.x), nodes.map((n) => n.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  for (const node of nodes) {
    node.x = Math.round(90 + ((node.x - left) / Math.max(1, right - left)) * (WIDTH - 180));
    node.y = Math.round(45 + ((node.y - top) / Math.max(1, bottom - top)) * (HEIGHT - 80));
  }
}
