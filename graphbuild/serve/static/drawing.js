// A drawing of triples: the same triples give the same picture (no chance in the layout), hover fades the rest.
import { address, element, number, say, short } from "/static/text.js";

const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const MOST_EDGES = 250;
const MOST_NARROW = 70; // where a wide screen draws 250
const NARROW = 500;
const MOST_WIDTH = 1000;
const LONG = 95; // pixels of a spring at rest
const ROOM = 62; // around each part, for the names at its edge

/** The drawing of rows of triples; `terms` are the names of what the vocabulary has. */
export function draw(rows, terms = new Map()) {
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
  // in pixels of the screen, or its text would be too small to read on a narrow one
  const width = Math.max(300, Math.min(MOST_WIDTH, document.documentElement.clientWidth - 70));
  const drawn = edges.slice(0, width < NARROW ? MOST_NARROW : MOST_EDGES);
  const nodes = [...new Set(drawn.flatMap(([a, , b]) => [a, b]))].map((id) => ({ id, x: 0, y: 0, degree: 0 }));
  const place = new Map(nodes.map((node) => [node.id, node]));
  for (const [a, , b] of drawn) { place.get(a).degree++; place.get(b).degree++; }
  const height = arrange(nodes, drawn.map(([a, , b]) => [place.get(a), place.get(b)]), width);
  const relation = (iri) => terms.get(iri) ?? short(iri).replace(/^gb:/, "").replaceAll("_", " ");
  const middles = drawn.map(([a, iri, b]) => ({ relation: iri, x: (place.get(a).x + place.get(b).x) / 2, y: (place.get(a).y + place.get(b).y) / 2 }));
  const readable = thinned(nodes, middles, name, relation, width);

  const lines = drawn.map(([a, iri, b], number) => {
    const [from, to] = [place.get(a), place.get(b)];
    const line = element("g", { class: "edge" },
      element("title", {}, `${name(a)} — ${relation(iri)} → ${name(b)}`),
      element("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, "marker-end": "url(#arrow)" }),
      readable.relations.has(middles[number]) ? element("text", { class: "relation", x: middles[number].x, y: middles[number].y, "text-anchor": "middle", "unicode-bidi": "plaintext" }, relation(iri)) : null);
    line.ends = [a, b];
    return line;
  });
  function name(id) { return labels.get(id) ?? short(id); }
  const circles = nodes.map((node) => {
    const where = address(node.id);
    const mark = element("g", { class: "node", tabindex: where ? "0" : null, role: where ? "link" : null, "aria-label": name(node.id) },
      element("title", {}, name(node.id)),
      element("circle", { cx: node.x, cy: node.y, r: 4 + Math.min(8, Math.sqrt(node.degree) * 1.6) }),
      readable.names.has(node) ? element("text", { ...readable.names.get(node), "text-anchor": "middle", "unicode-bidi": "plaintext" }, clip(name(node.id))) : null);
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
  const svg = element("svg", { class: "drawing", viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": say("graph.about") },
    element("defs", {}, element("marker", { id: "arrow", viewBox: "0 0 8 8", refX: "15", refY: "4", markerWidth: "8", markerHeight: "8", orient: "auto", fill: "#8a949b" }, element("path", { d: "M0 0 8 4 0 8z" }))),
    ...lines, ...circles);
  const note = edges.length > drawn.length ? element("p", { class: "note" }, say("graph.cut", { n: number(drawn.length), all: number(edges.length) })) : null;
  return element("div", {}, note, svg);
}

/** Names and relations that can be read: names of the best connected first, none over another or over a mark. */
function thinned(nodes, middles, name, relation, width) {
  const taken = nodes.map(({ x, y }) => [x - 7, y - 7, x + 7, y + 7]);
  const free = (box) => !taken.some(([left, top, right, bottom]) => box[0] < right && box[2] > left && box[1] < bottom && box[3] > top);
  const kept = new Map();
  for (const node of [...nodes].sort((a, b) => b.degree - a.degree)) {
    const half = wide(clip(name(node.id))) / 2;
    const x = Math.max(half + 2, Math.min(width - half - 2, node.x));
    for (const y of [node.y - 15, node.y + 25]) {
      const box = [x - half, y - 15, x + half, y + 8];
      if (!free(box)) continue;
      taken.push(box);
      kept.set(node, { x, y });
      break;
    }
  }
  const said = new Set();
  for (const middle of middles) {
    const half = wide(relation(middle.relation)) * 0.42;
    const box = [middle.x - half, middle.y - 8, middle.x + half, middle.y + 4];
    if (!free(box)) continue;
    taken.push(box);
    said.add(middle);
  }
  return { names: kept, relations: said };
}

const clip = (text) => ([...text].length > 28 ? [...text].slice(0, 27).join("") + "…" : text);
/** About how wide a text of 12 pixels is: what no other text may cover. */
const wide = (text) => [...text].length * 6.8 + 8;

/** Where nodes stand: each part that hangs together by itself, the parts in rows, the largest first. The height it takes. */
function arrange(nodes, edges, width) {
  nodes.sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
  const root = new Map(nodes.map((node) => [node, node]));
  const find = (node) => { while (root.get(node) !== node) node = root.get(node); return node; };
  for (const [a, b] of edges) if (find(a) !== find(b)) root.set(find(b), find(a));
  const parts = new Map();
  for (const node of nodes) { if (!parts.has(find(node))) parts.set(find(node), []); parts.get(find(node)).push(node); }
  let [left, top, high] = [0, 0, 0];
  for (const part of [...parts.values()].sort((a, b) => b.length - a.length)) {
    springs(part, edges.filter(([a]) => find(a) === find(part[0])));
    apart(part, width - 2 * ROOM);
    const [xs, ys] = [part.map((n) => n.x), part.map((n) => n.y)];
    const size = [Math.max(...xs) - Math.min(...xs) + 2 * ROOM, Math.max(...ys) - Math.min(...ys) + 2 * ROOM * 0.6];
    if (left && left + size[0] > width) { left = 0; top += high; high = 0; }
    // A part that has its row to itself stands in the middle.
    const shift = [left - Math.min(...xs) + ROOM + (left || size[0] < width * 0.6 ? 0 : (width - size[0]) / 2), top - Math.min(...ys) + ROOM * 0.7];
    for (const node of part) { node.x = Math.round(node.x + shift[0]); node.y = Math.round(node.y + shift[1]); }
    left += size[0];
    high = Math.max(high, size[1]);
  }
  return Math.ceil(top + high);
}

/** Springs and repulsion from a spiral start; a fixed number of steps. */
function springs(nodes, edges) {
  const golden = Math.PI * (3 - Math.sqrt(5));
  nodes.forEach((node, i) => {
    const r = 40 * Math.sqrt(i);
    node.x = r * Math.cos(i * golden);
    node.y = r * Math.sin(i * golden);
  });
  const steps = nodes.length > 150 ? 120 : 260;
  for (let step = 0; step < steps; step++) {
    const heat = 30 * (1 - step / steps) + 0.5;
    for (const node of nodes) { node.dx = -node.x * 0.01; node.dy = -node.y * 0.03; }
    for (let i = 0; i < nodes.length; i++) {
      for (let j = i + 1; j < nodes.length; j++) {
        const [a, b] = [nodes[i], nodes[j]];
        const [x, y] = [a.x - b.x, a.y - b.y];
        const push = (LONG * LONG) / Math.max(1, x * x + y * y);
        a.dx += x * push; a.dy += y * push; b.dx -= x * push; b.dy -= y * push;
      }
    }
    for (const [a, b] of edges) {
      const [x, y] = [a.x - b.x, a.y - b.y];
      const pull = Math.sqrt(x * x + y * y) / LONG * 0.5;
      a.dx -= x * pull; a.dy -= y * pull; b.dx += x * pull; b.dy += y * pull;
    }
    for (const node of nodes) {
      const long = Math.max(1, Math.hypot(node.dx, node.dy));
      node.x += (node.dx / long) * Math.min(long, heat);
      node.y += (node.dy / long) * Math.min(long, heat);
    }
  }
}

/** No wider than there is room for, and marks pushed apart until their names are free. */
function apart(nodes, most) {
  const xs = nodes.map((node) => node.x);
  const [low, size] = [Math.min(...xs), Math.max(...xs) - Math.min(...xs)];
  const shrink = Math.min(1, most / Math.max(1, size));
  // drawn together both ways: squeezed from the sides alone, a large part would become a tower
  for (const node of nodes) { node.x = low + (node.x - low) * shrink; node.y *= shrink; }
  const within = (at) => Math.max(low, Math.min(low + most, at));
  const [x, y] = [Math.min(110, most / 3), 44];
  for (let round = 0; round < 120; round++) {
    let moved = false;
    for (let i = 0; i < nodes.length; i++) {
      for (let j = i + 1; j < nodes.length; j++) {
        const [a, b] = [nodes[i], nodes[j]];
        const [overX, overY] = [x - Math.abs(a.x - b.x), y - Math.abs(a.y - b.y)];
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        const sideways = overX * y < overY * x;
        const push = 0.3 * (sideways ? overX * (a.x < b.x ? -1 : 1) : overY * (a.y < b.y ? -1 : 1));
        if (sideways) { a.x = shrink < 1 ? within(a.x + push) : a.x + push; b.x = shrink < 1 ? within(b.x - push) : b.x - push; } else { a.y += push; b.y -= push; }
      }
    }
    if (!moved) break;
  }
}
