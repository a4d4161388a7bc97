// What the picture and the list of relations tell each other, and how the picture looks. The list is the page's own text:
// nothing is built from data here.
//
// This runs before pyvis's script, which makes the data and the viewer: the viewer is given the data as the page wants
// them drawn, for to change thousands of lines once they are in it takes as long as to draw them.
(function (GB) {
  "use strict";
  const draw = GB.draw;
  const root = document.documentElement;
  const KINDS = { dot: "country", diamond: "person", square: "organization", triangle: "military", hexagon: "group", star: "place", triangleDown: "source" };
  const VOICES = ["told", "alleged", "contested", "denied", "open"];
  const HUBS = 5;
  const STRETCH = 1.8;
  const controls = [...document.querySelectorAll(".controls button")];
  const BETWEEN = 42; // pixels that a line is long at least for its sign, and for its relation's name
  const NAMED = 150;
  const MANY = 1500; // lines that are not styled anew at each zoom
  let redraw = () => {}, repaint = () => {};

  const Viewer = vis.Network;
  vis.Network = function (place, data, options) { return picture(data, () => new Viewer(place, data, options)); };

  function picture(data, make) {
    let network = null, fitting = 1, palette = {}, styled = "", following = false, hovered = null, chosen = null;

    // -- marks and lines: the data are pyvis's, the look is the page's
    const marks = data.nodes.get().map(node => ({ id: node.id, kind: KINDS[node.shape], colour: node.color, size: node.size, x: node.x, y: node.y, lines: node.label.split("\n").map(line => line.replace(/[\u2066-\u2069]/g, "")) }));
    const byId = new Map(marks.map(mark => [mark.id, mark]));
    const ranked = [...marks].sort((a, b) => b.size - a.size || marks.indexOf(a) - marks.indexOf(b));
    ranked.forEach((mark, rank) => { mark.rank = rank; });
    const voices = new Map([...document.querySelectorAll(".legend [data-sign]")].map(one => [one.dataset.sign, one.dataset.voice]));
    const lines = data.edges.get().map(edge => {
      const sign = edge.label.split(" ")[0];
      // "sign Arabic\nEnglish (voice)"
      const [arabic, latin] = edge.title.replace(/[\u2066-\u2069]/g, "").split("\n");
      return { id: edge.id, from: edge.from, to: edge.to, sign, voice: voices.get(sign), arabic: arabic.slice(sign.length + 1), english: latin.replace(/ \([^()]*\)$/, ""), width: edge.width, dashes: edge.dashes, opacity: edge.color.opacity || 0.85 };
    });
    const english = () => root.lang === "en";
    const name = mark => draw.short(english() && mark.lines[1] || mark.lines[0]);
    const lit = () => hovered || chosen;
    const beside = new Map(marks.map(mark => [mark.id, new Set([mark.id])]));
    lines.forEach(line => { beside.get(line.from).add(line.to); beside.get(line.to).add(line.from); });
    const near = id => !lit() || beside.get(lit()).has(id);

    function drawMark({ ctx, id, x, y }) {
      const mark = byId.get(id);
      const r = mark.size * 0.8 * draw.enlarged(network ? network.getScale() : 1);
      return { drawNode() {
        ctx.save();
        ctx.globalAlpha = near(id) ? 1 : 0.15;
        if (id === chosen) { ctx.beginPath(); ctx.arc(x, y, r * 1.3 + 5, 0, 2 * Math.PI); ctx.fillStyle = palette.mark; ctx.fill(); }
        draw.shape(ctx, mark.kind, x, y, r);
        ctx.fillStyle = mark.colour;
        ctx.fill();
        ctx.lineWidth = 1.5;
        ctx.strokeStyle = palette.card;
        ctx.stroke();
        ctx.restore();
      }, nodeDimensions: { width: 2 * r, height: 2 * r } };
    }
    function colours() {
      ["card", "ink", "mark", ...VOICES].forEach(one => { palette[one] = draw.colour("--" + one); });
    }
    function paint() {
      colours();
      styled = "";
      restyle();
    }
    // The lines' look changes with what is looked at, with the colours and with how far out the map is; many lines take time.
    const enlarged = () => Math.sqrt(draw.enlarged(network ? network.getScale() : fitting));
    function restyle() {
      const now = `${lit()} ${lines.length > MANY ? "" : enlarged().toFixed(1)}`;
      if (now === styled) return;
      styled = now;
      data.edges.update(lines.map(line => look(line, enlarged())));
    }
    function look(line, big) {
      const on = !lit() || line.from === lit() || line.to === lit();
      const colour = palette[line.voice];
      return { id: line.id, color: { color: colour, hover: colour, highlight: colour, opacity: on ? line.opacity : 0.1 }, width: line.width * 0.7 * big, dashes: line.dashes ? line.dashes.map(length => length * big) : false };
    }
    // Names and signs are drawn over the map; what was drawn last can be looked at (GB.drawn).
    function over(ctx) {
      const view = draw.screen(ctx, network);
      const taken = draw.boxes();
      draw.covered(ctx.canvas, controls).forEach(taken.take);
      const face = getComputedStyle(document.body).fontFamily;
      const at = network.getPositions();
      const items = ranked.filter(mark => near(mark.id)).map(mark => {
        const [x, y] = view.at(at[mark.id].x, at[mark.id].y);
        const must = mark.id === hovered || mark.id === chosen;
        return { mark, text: name(mark), x, y, r: mark.size * 0.8 * draw.enlarged(view.scale) * view.scale, size: Math.round(Math.min(16, Math.max(12, 9 + mark.size / 3.4))), bold: mark.rank < HUBS, hub: mark.rank < draw.hubs(view), must };
      }).sort((a, b) => b.must - a.must);
      const labels = draw.place(ctx, view, items, taken, face);
      const signs = lines.filter(line => sign(ctx, view, line, at, taken, face)).length;
      labels.forEach(label => draw.text(ctx, label, palette.ink, palette.card, 4));
      ctx.restore();
      GB.drawn = { labels: labels.map(label => ({ text: label.text, size: label.size, box: label.box })), signs, width: view.width, height: view.height };
    }
    function sign(ctx, view, line, at, taken, face) {
      if (lit() && line.from !== lit() && line.to !== lit()) return false;
      const [a, b] = [at[line.from], at[line.to]];
      const long = Math.hypot(a.x - b.x, a.y - b.y) * view.scale;
      if (long < BETWEEN && line.from !== line.to) return false;
      const [x, y] = view.at(...middle(line, a, b));
      const box = draw.badgeBox(x, y, "");
      if (!taken.free(box)) return false;
      taken.take(box);
      draw.badge(ctx, x, y, line.sign, "", palette[line.voice], palette.card, line.voice === "alleged");
      if (long < NAMED) return true;
      const text = draw.short(english() ? line.english : line.arabic);
      ctx.font = `12px ${face}`;
      const half = ctx.measureText(text).width / 2 + 2;
      const under = [x - half, y + 9, x + half, y + 25];
      if (taken.free(under)) { taken.take(under); draw.text(ctx, { text, x, y: y + 17, font: ctx.font }, palette[line.voice], palette.card, 3); }
      return true;
    }
    function middle(line, a, b) {
      try {
        const point = network.body.edges[line.id].edgeType.getPoint(0.5);
        if (Number.isFinite(point.x)) return [point.x, point.y];
      } catch { /* another version of the viewer: the middle of the straight line will do */ }
      return [(a.x + b.x) / 2, (a.y + b.y) / 2];
    }

    // -- picture and list
    function open(key) {
      const details = document.getElementById(key);
      if (!details) return;
      following = true;
      list().querySelectorAll("details[open]").forEach(other => { if (other !== details) other.open = false; });
      details.parentElement.hidden = false;
      details.open = true;
      details.scrollIntoView({ block: "nearest" });
      details.querySelector("summary").focus({ preventScroll: true });
      window.setTimeout(() => { following = false; }, 0);
    }
    // The list comes after this script, so that the picture need not wait for it.
    const list = () => document.getElementById("relations");
    function narrow() {
      [...list().children].forEach(item => { item.hidden = chosen !== null && !item.dataset.ends.split(" ").includes(chosen); });
      document.getElementById("all").hidden = chosen === null;
    }
    function keep(node) {
      chosen = node;
      narrow();
      restyle();
    }
    const clear = () => { network.unselectAll(); keep(null); };
    function listen() {
      network.on("selectEdge", event => { if (event.nodes.length === 0 && event.edges.length > 0) open(event.edges[0]); });
      network.on("selectNode", event => keep(event.nodes[0]));
      network.on("deselectNode", () => keep(null));
      network.on("hoverNode", event => { hovered = event.node; restyle(); });
      network.on("blurNode", () => { hovered = null; restyle(); });
      // the pointer may leave the canvas without passing a free place on it
      document.getElementById("mynetwork").addEventListener("pointerleave", () => { if (hovered) { hovered = null; restyle(); } });
      network.on("zoom", () => { clearTimeout(later); later = setTimeout(restyle, 120); });
      document.addEventListener("keydown", event => { if (event.key === "Escape") clear(); });
      document.getElementById("zoom-in").addEventListener("click", () => zoom(1.4));
      document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
      document.getElementById("fit").addEventListener("click", fit);
    }
    function listenToList() {
      document.getElementById("all").addEventListener("click", clear);
      list().addEventListener("toggle", event => {
        if (following || !event.target.open) return;
        network.setSelection({ nodes: [], edges: [event.target.id] }, { highlightEdges: false });
      }, true);
      window.addEventListener("beforeprint", () => list().querySelectorAll("details").forEach(one => { one.open = true; }));
      // who was quicker than the list finds it as the picture is
      if (chosen !== null) narrow();
    }

    // -- the view
    // The places come for a wide screen: they are drawn apart until they have about the shape that the picture has.
    function stretch() {
      const box = document.getElementById("mynetwork");
      const wide = extent(marks.map(mark => mark.x)) + 150, high = extent(marks.map(mark => mark.y)) + 60;
      const by = (wide / high) / (box.clientWidth / Math.max(box.clientHeight, 1));
      const x = Math.min(STRETCH, Math.max(1, 1 / by)), y = Math.min(STRETCH, Math.max(1, by));
      fitting = 0.9 * Math.min(box.clientWidth / (wide * x), box.clientHeight / (high * y), 1.25);
      data.nodes.update(marks.map(mark => ({ id: mark.id, x: mark.x * x, y: mark.y * y, shape: "custom", ctxRenderer: drawMark })));
    }
    const extent = numbers => Math.max(...numbers, 0) - Math.min(...numbers, 0);
    function fit() {
      network.fit({ animation: false, maxZoomLevel: 1.25 });
      // names stand out over the marks at the edge
      network.moveTo({ scale: network.getScale() * 0.9 });
      restyle();
    }
    const zoom = by => { network.moveTo({ scale: network.getScale() * by }); restyle(); };
    let later = 0;

    // -- start: all is said of marks and lines before the viewer has them
    colours();
    stretch();
    restyle();
    network = make();
    redraw = () => network.body.emitter.emit("_requestRedraw");
    repaint = paint;
    // the viewer would be the first stop of the Tab key; all that it does, the list and the buttons do, too
    document.querySelector("#mynetwork .vis-network").tabIndex = -1;
    fit();
    listen();
    document.addEventListener("DOMContentLoaded", listenToList);
    network.on("afterDrawing", ctx => { over(ctx); root.dataset.drawn = "true"; });
    // Canvas text is drawn once: draw again when the fonts are there.
    if (document.fonts && document.fonts.ready) document.fonts.ready.then(redraw);
    return network;
  }

  // -- language and appearance: the address may name them (#lang=en&theme=dark), the switches change them
  const asked = new URLSearchParams(location.hash.slice(1));
  const title = document.querySelector("h1");
  function speak(language) {
    root.lang = language;
    root.dir = language === "en" ? "ltr" : "rtl";
    document.getElementById("lang-" + language).checked = true;
    const words = title.querySelector("." + language);
    if (words) document.title = words.textContent;
  }
  document.querySelectorAll("#language input").forEach(one => one.addEventListener("change", () => { speak(one.value); redraw(); }));
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    repaint();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint());

  root.classList.add("js");
  if (["light", "dark"].includes(asked.get("theme"))) root.dataset.theme = asked.get("theme");
  speak(asked.get("lang") === "en" ? "en" : "ar");
}(window.GB));
