// The picture of the network. vis-network moves, zooms and finds what is under the pointer; marks, names and signs are
// drawn here with what scripts/canvas.js has: names by rank where there is room, each in its own direction.
(function (GB) {
  const { h, t, draw } = GB;
  const place = document.getElementById("live-network");
  const SPACING = 150;
  const HUBS = 5;
  const DOUBLE = 450; // milliseconds within which two clicks are one double click
  const FEW = 150; // so many actors are pushed apart; with more it takes too long
  const COLOURS = { country: "#0072b2", person: "#cc79a7", organization: "#009e73", military: "#d55e00", group: "#e69f00", place: "#56b4e9", source: "#999999", outlet: "#999999", article: "#999999" };
  const SIGNS = { country: "\u25cf", person: "\u25c6", organization: "\u25a0", military: "\u25b2", group: "\u2b22", place: "\u2605", source: "\u25bc" };
  GB.COLOURS = COLOURS;
  GB.SIGNS = SIGNS;
  let network = null, model = null, key = "", hovered = null, lit = null, stage = null, tip = null, palette = {}, fitted = "", looked = "", here = false, drawnAt = 1, later = 0;
  let nodeData = null, edgeData = null;

  // As many actors as have a place in the page are drawn at once at most; who they are, the filters decide.
  const most = () => Math.max(10, GB.level().at.size);

  // -- which actors and lines are drawn, and how many are not, and why
  function ego(claims, centre, hops) {
    let within = new Set([centre]);
    for (let i = 0; i < hops; i += 1) {
      const next = new Set(within);
      claims.forEach(({ edge }) => { if (within.has(edge.subject) || within.has(edge.object)) { next.add(edge.subject); next.add(edge.object); } });
      within = next;
    }
    return within;
  }
  function build() {
    const { state } = GB;
    const hidden = { one_ended: 0, offices: 0, same_state: 0, beyond_top: 0 };
    const at = GB.level().at;
    let drawn = [];
    GB.found.claims.forEach(claim => {
      const { edge } = claim;
      const office = edge.relation.category === "HOLDS_OFFICE";
      if (!edge.subject || !edge.object) hidden.one_ended += 1;
      else if (office && !state.offices) hidden.offices += 1;
      else if (edge.sameState && !office && !state.same) hidden.same_state += 1;
      else drawn.push(claim);
    });
    const centre = GB.byId.get(state.sel);
    if (centre && state.hops > 0) {
      const within = ego(drawn, centre, state.hops);
      drawn = drawn.filter(({ edge }) => within.has(edge.subject) && within.has(edge.object));
    }
    const ranked = [...GB.degrees(drawn).values()].sort(GB.rank);
    const kept = new Set(ranked.slice(0, Math.min(state.top, most())).map(of => of.actor));
    state.extra.forEach(id => { if (GB.byId.has(id)) kept.add(GB.byId.get(id)); });
    const inside = drawn.filter(({ edge }) => kept.has(edge.subject) && kept.has(edge.object));
    hidden.beyond_top = drawn.length - inside.length;
    const degrees = GB.degrees(inside);
    const nodes = [...degrees.values()].sort(GB.rank);
    const lines = new Map();
    inside.forEach(({ edge, tellings }) => {
      const id = [edge.subject.id, edge.object.id, edge.voice, edge.symmetric ? 1 : 0].join("|");
      const line = lines.get(id) || { id, from: edge.subject, to: edge.object, voice: edge.voice, symmetric: edge.symmetric, claims: [], tellings: 0 };
      line.claims.push(edge);
      line.tellings += tellings.length;
      lines.set(id, line);
    });
    const points = compact(nodes.filter(of => at.has(of.actor.number)).map(of => [of.actor, at.get(of.actor.number)]));
    settle(points, nodes, [...lines.values()]);
    const everybody = new Set();
    GB.found.claims.forEach(({ edge }) => GB.ends(edge).forEach(actor => everybody.add(actor)));
    return { nodes: nodes.map((of, rank) => ({ actor: of.actor, relations: of.relations, rank, x: points.get(of.actor)[0], y: points.get(of.actor)[1], size: sizeOf(of) })),
      lines: [...lines.values()], hidden, actors: everybody.size, relations: GB.found.claims.length, shown: inside.length };
  }
  // Places come with the page; those of the actors shown are drawn together until half of them have a neighbour near by.
  function compact(list) {
    const near = nearest(list.map(([, point]) => point)).filter(Number.isFinite).sort((a, b) => a - b);
    const middle = near.length ? near[Math.floor(near.length / 2)] : SPACING;
    const scale = Math.min(1, Math.max(0.25, SPACING / Math.max(middle, 1)));
    if (!list.length) return new Map();
    const xs = list.map(([, [x]]) => x), ys = list.map(([, [, y]]) => y);
    const room = stage && stage.clientHeight ? stage.clientWidth / stage.clientHeight : 1.7;
    const shape = (Math.max(...xs) - Math.min(...xs) + SPACING) / (Math.max(...ys) - Math.min(...ys) + SPACING);
    // the places are those of a wide picture: on a narrow one they are drawn apart the other way
    const wide = Math.min(1.6, Math.max(1, room / shape)), high = Math.min(2.2, Math.max(1, shape / room));
    return new Map(list.map(([actor, [x, y]]) => [actor, [Math.round(x * scale * wide), Math.round(y * scale * high)]]));
  }
  const sizeOf = of => 7 + 2.6 * Math.sqrt(of.relations);
  // How far each point's nearest neighbour is. From left to right, so that not everybody is compared with everybody.
  function nearest(points) {
    const sorted = [...points].sort((a, b) => a[0] - b[0]);
    return sorted.map((a, i) => {
      let least = Infinity;
      for (let j = i + 1; j < sorted.length && sorted[j][0] - a[0] < least; j += 1) least = Math.min(least, Math.hypot(sorted[j][0] - a[0], sorted[j][1] - a[1]));
      for (let j = i - 1; j >= 0 && a[0] - sorted[j][0] < least; j -= 1) least = Math.min(least, Math.hypot(sorted[j][0] - a[0], sorted[j][1] - a[1]));
      return least;
    });
  }
  // Who has no place in the page (the filters brought in somebody less connected) stands beside a neighbour; then marks
  // are pushed apart until their names are free.
  function settle(points, nodes, lines) {
    const waiting = nodes.filter(of => !points.has(of.actor));
    if (!waiting.length) {
      if (nodes.length <= FEW) apart(points, nodes);
      return;
    }
    const near = new Map(nodes.map(of => [of.actor, []]));
    lines.forEach(line => { if (line.from !== line.to) { near.get(line.from).push(line.to); near.get(line.to).push(line.from); } });
    const weight = new Map(nodes.map(of => [of.actor, of.relations]));
    const beside = new Map();
    let row = [...points.values()].reduce((low, [, y]) => Math.max(low, y), -2 * SPACING) + 2 * SPACING, column = 0;
    let left = waiting;
    while (left.length) {
      const next = [];
      left.forEach(of => {
        const hubs = near.get(of.actor).filter(other => points.has(other));
        if (!hubs.length) { next.push(of); return; }
        const hub = hubs.reduce((best, other) => weight.get(other) > weight.get(best) ? other : best);
        const n = (beside.get(hub) || 0) + 1;
        beside.set(hub, n);
        const [x, y] = points.get(hub);
        const far = SPACING * (0.8 + 0.16 * Math.sqrt(n));
        points.set(of.actor, [Math.round(x + far * Math.cos((n - 1) * 2.39996)), Math.round(y + 0.7 * far * Math.sin((n - 1) * 2.39996))]);
      });
      if (next.length === left.length) {
        // a part of its own: its best connected actor starts it, below everything else
        points.set(next[0].actor, [column % 5 * 3 * SPACING, row + Math.floor(column / 5) * 2 * SPACING]);
        column += 1;
        next.shift();
      }
      left = next;
    }
    if (nodes.length <= 400) apart(points, nodes);
  }
  function apart(points, nodes) {
    const list = [...points.keys()], at = list.map(actor => [...points.get(actor)]);
    // a mark is drawn larger than its size where the whole picture is in view
    const sizes = new Map(nodes.map(of => [of.actor, 1.6 * sizeOf(of)])), radius = list.map(actor => sizes.get(actor) || 0);
    for (let round = 0; round < (at.length > FEW ? 80 : 200); round += 1) {
      let moved = false;
      for (let i = 0; i < at.length; i += 1) for (let j = 0; j < i; j += 1) {
        const dx = at[i][0] - at[j][0] || (i - j) * 1e-3, dy = at[i][1] - at[j][1] || (i - j) * 1e-3;
        const wide = Math.max(140, radius[i] + radius[j]), high = Math.max(62, radius[i] + radius[j]);
        const overX = wide - Math.abs(dx), overY = high - Math.abs(dy);
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        const axis = overX * high < overY * wide ? 0 : 1;
        const push = 0.3 * (axis ? overY * Math.sign(dy) : overX * Math.sign(dx));
        at[i][axis] += push;
        at[j][axis] -= push;
      }
      if (!moved) break;
    }
    list.forEach((actor, i) => points.set(actor, at[i].map(Math.round)));
  }
  // -- drawing
  function colours() {
    palette = { card: draw.colour("--card"), ink: draw.colour("--ink"), pick: draw.colour("--mark") };
    GB.VOICES.forEach(voice => { palette[voice] = draw.colour("--" + voice); });
  }
  function mark({ ctx, id, x, y }) {
    const node = model.byId.get(id);
    const r = (node ? node.size : 8) * draw.enlarged(network.getScale());
    return { drawNode() {
      if (!node) return;
      ctx.save();
      ctx.globalAlpha = lit && !lit.nodes.has(id) ? 0.15 : 1;
      if (id === GB.state.sel || id === GB.state.to) { ctx.beginPath(); ctx.arc(x, y, r * 1.3 + 5, 0, 2 * Math.PI); ctx.fillStyle = palette.pick; ctx.fill(); }
      draw.shape(ctx, node.actor.type, x, y, r);
      ctx.fillStyle = COLOURS[node.actor.type] || COLOURS.source;
      ctx.fill();
      ctx.lineWidth = id === GB.state.sel || id === GB.state.to ? 3 : 1.5;
      ctx.strokeStyle = id === GB.state.sel || id === GB.state.to ? palette.ink : palette.card;
      ctx.stroke();
      ctx.restore();
    }, nodeDimensions: { width: 2 * r, height: 2 * r } };
  }
  const face = () => GB.css("--ui");

  // Names over the marks: what is looked at first, then the best connected.
  function names(ctx) {
    const view = draw.screen(ctx, network);
    model.screen = view.at;
    const taken = draw.boxes();
    draw.covered(ctx.canvas, [...stage.querySelectorAll(".controls .button")]).forEach(taken.take);
    // of a few lines that are looked at every sign is shown: names keep clear of them
    if (lit && lit.few) model.lines.filter(line => lit.lines.has(line.id)).forEach(line => { const point = middleOf(line); taken.take(draw.badgeBox(...view.at(point.x, point.y), line.claims.length > 1)); });
    const items = model.nodes.filter(node => lit ? lit.nodes.has(node.actor.id) : true).sort((a, b) => wanted(b) - wanted(a) || a.rank - b.rank).map(node => {
      const [x, y] = view.at(node.x, node.y);
      return { text: draw.short(GB.name(node.actor)), x, y, r: node.size * draw.enlarged(view.scale) * view.scale, size: Math.round(Math.min(16, Math.max(12, 10.5 + Math.sqrt(node.relations) * 0.8))), bold: node.rank < HUBS, hub: node.rank < draw.hubs(view), must: wanted(node) };
    });
    const labels = draw.place(ctx, view, items, taken, face());
    model.lines.forEach(line => glyph(ctx, line, view, taken));
    labels.forEach(label => draw.text(ctx, label, palette.ink, palette.card, 4));
    ctx.restore();
    model.labels = labels.length;
    model.drawn = { labels: labels.map(({ text, size, box }) => ({ text, size, box })), width: view.width, height: view.height };
  }
  const wanted = node => node.actor.id === GB.state.sel || node.actor.id === GB.state.to || node.actor.id === hovered ? 1 : 0;

  // More lines than this are drawn straight, and without their glyphs where nobody looks at them.
  const MANY = () => model.lines.length > 1500;
  function onScreen(a, b, view) {
    const [x, y] = view.at((a.x + b.x) / 2, (a.y + b.y) / 2);
    return x > 0 && y > 0 && x < view.width && y < view.height;
  }
  function middleOf(line) {
    const edge = network.body.edges[line.id];
    try {
      const point = edge.edgeType.getPoint(0.5);
      if (Number.isFinite(point.x)) return point;
    } catch { /* another version of the viewer: the middle of the straight line will do */ }
    const a = model.byId.get(line.from.id), b = model.byId.get(line.to.id);
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }
  function glyph(ctx, line, view, taken) {
    if (lit && !lit.lines.has(line.id)) return;
    const a = model.byId.get(line.from.id), b = model.byId.get(line.to.id);
    const long = Math.hypot(a.x - b.x, a.y - b.y) * view.scale;
    if (long < (MANY() ? 70 : 42) && line.from !== line.to) return;
    if (MANY() && !lit && (line.voice === "told" || !onScreen(a, b, view))) return;
    const point = middleOf(line);
    const [x, y] = view.at(point.x, point.y);
    const count = line.claims.length > 1 ? String(line.claims.length) : "";
    const box = draw.badgeBox(x, y, count);
    if (line.voice === "told" && !count && !lit && model.lines.length > 80 && view.scale < 0.8) return;
    if (!taken.free(box) && !(lit && lit.few)) return;
    taken.take(box);
    draw.badge(ctx, x, y, GB.GLYPHS[line.voice], count, palette[line.voice], palette.card, line.voice === "alleged");
    const named = line.claims.length === 1 && long > 190;
    if (!named && !(lit && lit.few && long > 110)) return;
    const text = draw.short(GB.label(line.claims[0].relation)) + (line.claims.length > 1 ? " \u2026" : "");
    ctx.font = `12px ${face()}`;
    const wide = ctx.measureText(text).width / 2 + 2;
    const under = [x - wide, y + 9, x + wide, y + 25];
    if (!taken.free(under)) return;
    taken.take(under);
    draw.text(ctx, { text, x, y: y + 17, font: ctx.font }, palette[line.voice], palette.card, 3);
  }

  // -- lighting up a part, fading the rest
  function neighbourhood(id) {
    const nodes = new Set([id]), lines = new Set();
    model.lines.forEach(line => {
      if (line.from.id === id || line.to.id === id) { lines.add(line.id); nodes.add(line.from.id); nodes.add(line.to.id); }
    });
    return { nodes, lines, few: lines.size <= 14 };
  }
  function light() {
    const { sel } = GB.state;
    const before = lit;
    if (GB.path) {
      const nodes = new Set(GB.path.actors.map(actor => actor.id));
      const steps = new Set(GB.path.steps.flat());
      lit = { nodes, lines: new Set(model.lines.filter(line => line.claims.some(edge => steps.has(edge))).map(line => line.id)), few: true };
    } else if (hovered && model.byId.has(hovered)) lit = neighbourhood(hovered);
    else if (model.byId.has(sel)) lit = neighbourhood(sel);
    else {
      const line = model.lines.find(one => one.id === sel || one.claims.some(edge => edge.id === sel));
      lit = line ? { nodes: new Set([line.from.id, line.to.id]), lines: new Set([line.id]), few: true } : null;
    }
    const on = (one, id) => !one || one.lines.has(id);
    const change = model.lines.filter(line => on(before, line.id) !== on(lit, line.id) || (lit && lit.lines.has(line.id)) !== (before && before.lines.has(line.id)));
    if (change.length && model.lines.length <= 4000) edgeData.update(change.map(style));
    else again();
  }
  // With what the viewer wants to draw anew itself in the next frame: thousands of lines take time.
  const again = () => network.body.emitter.emit("_requestRedraw");
  GB.redrawNetwork = () => { if (network) again(); };
  function style(line) {
    const faded = lit && !lit.lines.has(line.id);
    const strong = lit && lit.lines.has(line.id);
    const colour = palette[line.voice];
    const big = draw.enlarged(drawnAt);
    return { id: line.id, color: { color: colour, hover: colour, highlight: colour, opacity: faded ? 0.1 : strong || model.lines.length < 150 ? 0.9 : 0.6 },
      width: (Math.min(5, (model.lines.length > 150 ? 0.6 : 1) + Math.sqrt(line.claims.length) * 0.7) + (strong ? 0.8 : 0)) * Math.sqrt(big),
      dashes: GB.DASHES[line.voice].length ? GB.DASHES[line.voice].map(length => length * Math.sqrt(big)) : false };
  }

  function options(lines) {
    const between = new Map();
    return lines.map(line => {
      const [low, high] = line.from.id < line.to.id ? [line.from.id, line.to.id] : [line.to.id, line.from.id];
      const number = between.has(low + "|" + high) ? between.get(low + "|" + high) + 1 : 0;
      between.set(low + "|" + high, number);
      const step = Math.ceil(number / 2) * (number % 2 ? 1 : -1) * (line.from.id === low ? 1 : -1);
      return Object.assign(style(line), { from: line.from.id, to: line.to.id },
        line.symmetric || lines.length > 4000 ? null : { arrows: { to: { enabled: true, scaleFactor: 0.55 } } },
        step && !MANY() ? { smooth: { enabled: true, type: step > 0 ? "curvedCW" : "curvedCCW", roundness: Math.min(0.6, 0.16 * Math.abs(step)) } } : null);
    });
  }

  function load() {
    const ids = new Set(model.nodes.map(node => node.actor.id));
    nodeData = new vis.DataSet([...ids].map(id => { const node = model.byId.get(id); return { id, x: node.x, y: node.y, shape: "custom", ctxRenderer: mark, size: node.size }; }));
    edgeData = new vis.DataSet(options(model.lines));
    network.setData({ nodes: nodeData, edges: edgeData });
  }

  function start() {
    const canvas = h("div", { id: "canvas" });
    tip = h("div.tip", { hidden: true });
    stage = h("div.stage", null, canvas, tip, h("div.controls", null,
      h("button.button.icon", { type: "button", title: t("net.zoomin"), "aria-label": t("net.zoomin"), onclick: () => zoom(1.4) }, "+"),
      h("button.button.icon", { type: "button", title: t("net.zoomout"), "aria-label": t("net.zoomout"), onclick: () => zoom(1 / 1.4) }, "\u2212"),
      h("button.button.icon", { type: "button", title: t("net.fit") + " (f)", "aria-label": t("net.fit"), onclick: () => GB.fit() }, "\u2922")),
      h("p.empty", { hidden: true }, t("net.empty")));
    place.append(h("div.options", { id: "net-options" }), stage, h("div", { id: "net-legend" }));
    network = new vis.Network(canvas, { nodes: new vis.DataSet(), edges: new vis.DataSet() }, {
      physics: { enabled: false }, layout: { improvedLayout: false }, autoResize: true,
      interaction: { hideEdgesOnZoom: false, hover: true, multiselect: false, selectConnectedEdges: false, hoverConnectedEdges: false, dragNodes: true, tooltipDelay: 1e9, keyboard: { enabled: false } },
      nodes: { shape: "custom" }, edges: { smooth: { enabled: false }, selectionWidth: 0, hoverWidth: 0, chosen: false },
    });
    GB.vis = network;
    const drawing = canvas.querySelector("canvas");
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", t("net.label"));
    network.on("afterDrawing", ctx => { if (model) names(ctx); });
    network.on("hoverNode", event => { hovered = event.node; light(); showTip(event); });
    network.on("blurNode", () => { hovered = null; light(); tip.hidden = true; });
    network.on("hoverEdge", event => { canvas.style.cursor = "pointer"; showTip(event); });
    network.on("blurEdge", () => { canvas.style.cursor = ""; tip.hidden = true; });
    network.on("zoom", () => { clearTimeout(later); later = setTimeout(rescale, 120); });
    network.on("dragStart", () => { tip.hidden = true; });
    network.on("dragEnd", event => event.nodes.forEach(id => { const node = model.byId.get(id); if (node) { const at = network.getPosition(id); node.x = at.x; node.y = at.y; network.redraw(); } }));
    network.on("dragging", event => event.nodes.forEach(id => { const node = model.byId.get(id); if (node) { const at = network.getPosition(id); node.x = at.x; node.y = at.y; } }));
    // the pointer may leave the canvas without passing a free place on it
    canvas.addEventListener("pointerleave", () => { tip.hidden = true; if (hovered) { hovered = null; light(); } });
    // The evidence that the first of two clicks opens may move the picture from under the second.
    let clicked = null;
    const twice = () => clicked && performance.now() - clicked.at < DOUBLE;
    network.on("click", event => {
      here = true;
      const source = event.event && event.event.srcEvent;
      const id = event.nodes[0];
      if (!id && twice()) return;
      clicked = id ? { id, at: performance.now() } : null;
      if (id && source && source.shiftKey && GB.byId.has(GB.state.sel) && GB.state.sel !== id) GB.set({ to: id }, true);
      else if (id) GB.choose(id);
      else if (event.edges[0]) {
        const line = model.lines.find(one => one.id === event.edges[0]);
        GB.choose(line && line.claims.length === 1 ? line.claims[0].id : event.edges[0]);
      } else if (GB.state.sel || GB.state.to) GB.choose("");
    });
    network.on("doubleClick", event => { here = true; const id = event.nodes[0] || (twice() && clicked.id); if (id) expand(id); });
    if (document.fonts && document.fonts.ready) document.fonts.ready.then(again);
  }
  function showTip(event) {
    const node = event.node && model.byId.get(event.node);
    const line = event.edge && model.lines.find(one => one.id === event.edge);
    if (!node && !line) return;
    tip.replaceChildren(...(node ? [h("b", null, GB.actorName(node.actor)), h("br"), `${t("type." + node.actor.type)} \u00b7 ${GB.n("n.relations", node.relations)}`]
      : [h("b", null, t("voice." + line.voice)), ...line.claims.slice(0, 4).map(edge => h("div", null, GB.statement(edge))), line.claims.length > 4 ? `+${line.claims.length - 4}` : ""]));
    const at = event.pointer.DOM;
    tip.hidden = false;
    const wide = stage.clientWidth;
    tip.style.left = Math.max(4, Math.min(at.x + 14, wide - tip.offsetWidth - 6)) + "px";
    tip.style.top = Math.max(4, Math.min(at.y + 14, stage.clientHeight - tip.offsetHeight - 6)) + "px";
  }
  // Neighbours that are not drawn come in, too.
  function expand(id) {
    const actor = GB.byId.get(id);
    const near = new Set(GB.state.extra);
    GB.found.claims.forEach(({ edge }) => { if (edge.subject === actor || edge.object === actor) GB.ends(edge).forEach(other => near.add(other.id)); });
    GB.set({ extra: [...near], sel: id }, true);
  }
  // What was chosen elsewhere on the page comes into view, as near as a name can be read.
  function lookAt() {
    if (!lit || !lit.nodes.size) return;
    const ids = [...lit.nodes].filter(id => model.byId.has(id));
    if (!ids.length || (ids.length > 25 && network.getScale() > 0.3)) return;
    network.fit({ nodes: ids, animation: false, minZoomLevel: 0.02, maxZoomLevel: 0.95 });
    network.moveTo({ scale: network.getScale() * 0.8 });
    rescale();
  }
  function zoom(by) {
    network.moveTo({ scale: network.getScale() * by });
    rescale();
  }
  function rescale() {
    const scale = network.getScale();
    if (!model || model.lines.length > 4000 || Math.abs(draw.enlarged(scale) / draw.enlarged(drawnAt) - 1) < 0.15) return;
    drawnAt = scale;
    edgeData.update(model.lines.map(style));
  }
  GB.fit = () => {
    if (!network || !model.nodes.length) return;
    network.fit({ animation: false, minZoomLevel: 0.02, maxZoomLevel: 1.25 });
    network.moveTo({ scale: network.getScale() * 0.92 });
    rescale();
  };

  // -- the shortest way between two actors, over what is drawn or could be
  function findPath() {
    const { sel, to } = GB.state;
    GB.path = null;
    const from = GB.byId.get(sel), goal = GB.byId.get(to);
    if (!from || !goal) return;
    const ways = new Map();
    const add = (a, b, edge) => {
      if (!ways.has(a)) ways.set(a, new Map());
      if (!ways.get(a).has(b)) ways.get(a).set(b, []);
      ways.get(a).get(b).push(edge);
    };
    GB.found.claims.forEach(({ edge }) => {
      if (!edge.subject || !edge.object || edge.subject === edge.object || edge.relation.category === "HOLDS_OFFICE") return;
      add(edge.subject, edge.object, edge);
      if (!GB.state.directed || edge.symmetric) add(edge.object, edge.subject, edge);
    });
    const before = new Map([[from, null]]);
    const queue = [from];
    for (let i = 0; i < queue.length && !before.has(goal); i += 1) {
      [...(ways.get(queue[i]) || new Map()).keys()].sort((a, b) => a.id < b.id ? -1 : 1).forEach(next => { if (!before.has(next)) { before.set(next, queue[i]); queue.push(next); } });
    }
    if (!before.has(goal)) return;
    const actors = [];
    for (let actor = goal; actor; actor = before.get(actor)) actors.unshift(actor);
    const steps = actors.slice(1).map((actor, i) => [...new Set([...(ways.get(actors[i]).get(actor) || []), ...((ways.get(actor) && ways.get(actor).get(actors[i])) || [])])].sort((a, b) => b.tellings.length - a.tellings.length));
    GB.path = { actors, steps };
  }
  GB.findPath = findPath;

  // -- the line above, the controls, the legend
  function drawOptions() {
    const { state } = GB;
    const output = h("output", null, GB.number(Math.min(state.top, most())));
    const check = (name, words) => h("label", null, h("input", { type: "checkbox", checked: state[name], "data-key": "net:" + name, onchange: event => GB.set({ [name]: event.target.checked }, true) }), t(words));
    const box = document.getElementById("net-options");
    GB.keepFocus(box, () => box.replaceChildren(
      h("label", null, t("net.top"), h("input", { type: "range", min: 5, max: most(), step: 1, value: Math.min(state.top, most()), "data-key": "net:top", oninput: event => { output.textContent = GB.number(Number(event.target.value)); }, onchange: event => GB.set({ top: Number(event.target.value), extra: [] }, true) }), output),
      h("label", null, t("net.hops"), h("select", { "data-key": "net:hops", disabled: !GB.byId.has(state.sel) && !state.hops, onchange: event => GB.set({ hops: Number(event.target.value) }, true) },
        [0, 1, 2].map(n => h("option", { value: n, selected: state.hops === n }, n ? String(n) : t("net.hops.0"))))),
      check("offices", "net.offices"), check("same", "net.same"), check("directed", "net.directed")));
  }
  function drawLegend() {
    const present = [...new Set(model.nodes.map(node => node.actor.type))];
    const stroke = voice => GB.svg("svg", { width: 40, height: 12, "aria-hidden": "true" }, GB.svg("line", { x1: 2, y1: 6, x2: 38, y2: 6, stroke: palette[voice], "stroke-width": 2.5, "stroke-dasharray": GB.DASHES[voice].join(" ") }));
    document.getElementById("net-legend").replaceChildren(
      h("ul.legend", { "aria-label": t("legend") }, GB.VOICES.map(voice => h("li", null, stroke(voice), h("span.voice.v-" + voice, null, h("span.glyph", { "aria-hidden": "true" }, GB.GLYPHS[voice]), t("voice." + voice))))),
      h("ul.legend", null, Object.keys(SIGNS).filter(type => present.includes(type)).map(type => { const sign = h("span.kind", { "aria-hidden": "true" }, SIGNS[type]); sign.style.color = COLOURS[type]; return h("li", null, sign, t("type." + type)); })),
      h("p.legend", null, t("legend.size"), model.lines.length > 4000 ? " " + t("legend.many") : ""));
  }
  function drawShown() {
    const where = document.getElementById("net-shown");
    if (!where) return;
    const { hidden } = model;
    const parts = Object.keys(hidden).filter(name => hidden[name]).map(name => t("hidden." + name, { n: hidden[name], top: Math.min(GB.state.top, most()) }));
    const text = [t("shown.actors", { shown: model.nodes.length, all: model.actors }), t("shown.relations", { shown: model.shown, all: model.relations })].join(" \u00b7 ");
    where.replaceChildren(h("b", null, text), parts.length ? ` \u00b7 ${t("shown.hidden")} ${parts.join(GB.english() ? ", " : "\u060c ")}` : "");
  }

  GB.drawNetwork = () => {
    if (!network) start();
    colours();
    const { state } = GB;
    const now = [GB.FILTERS.map(name => String(state[name])).join("\u001f"), state.top, state.offices, state.same, state.hops && state.sel, state.hops, state.extra.join()].join("\u001e");
    if (now !== key) {
      model = build();
      model.byId = new Map(model.nodes.map(node => [node.actor.id, node]));
      GB.model = model;
      hovered = null;
      lit = null;
      load();
      key = now;
    } else {
      edgeData.update(model.lines.map(style));
    }
    stage.querySelector(".empty").hidden = model.nodes.length > 0;
    stage.querySelector(".empty").textContent = t("net.empty");
    findPath();
    light();
    drawOptions();
    drawLegend();
    drawShown();
    const box = place.querySelector("#canvas");
    if (fitted !== now && box.clientWidth) {
      network.setSize("100%", "100%");
      GB.fit();
      fitted = now;
    }
    if (looked !== state.sel) {
      looked = state.sel;
      if (!here) lookAt();
      here = false;
    }
    again();
  };
  // A model for exports, where the picture has not been looked at yet.
  GB.networkModel = () => {
    const fresh = build();
    fresh.byId = new Map(fresh.nodes.map(node => [node.actor.id, node]));
    return fresh;
  };
}(window.GB));
