// What both pictures of a network, the quick page's and the report's, draw on the canvas themselves: marks, names where
// there is room for them, and the signs on lines. Everything here is in pixels of the screen, not of the map, so that
// text has a size that can be read however far out the map is.
(function (GB) {
  "use strict";
  const ARABIC = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]/;
  const EDGE = 4; // pixels between a name and the edge of the canvas
  const SHORT = 30;
  const draw = {};
  GB.draw = draw;

  draw.arabic = text => ARABIC.test(text);
  draw.short = text => text.length > SHORT ? text.slice(0, SHORT - 1).trimEnd() + "\u2026" : text;

  // Far out, marks and lines are drawn larger than the map, so that they can still be told apart.
  draw.enlarged = scale => Math.max(1, Math.min(3, 0.6 / scale));

  // A colour of the style sheet as the canvas takes it: light-dark() and the like are worked out.
  let probe = null;
  draw.colour = name => {
    if (!probe) {
      probe = document.createElement("span");
      probe.hidden = true;
      document.body.append(probe);
    }
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };

  // The outline of an actor's mark, by the kind of actor.
  draw.shape = (ctx, type, x, y, r) => {
    ctx.beginPath();
    const corners = (n, turn, far) => { for (let i = 0; i < n; i += 1) ctx.lineTo(x + far * Math.cos(turn + i * 2 * Math.PI / n), y + far * Math.sin(turn + i * 2 * Math.PI / n)); };
    if (type === "person") corners(4, 0, r * 1.15);
    else if (type === "organization") corners(4, Math.PI / 4, r * 1.2);
    else if (type === "military") corners(3, -Math.PI / 2, r * 1.25);
    else if (type === "group") corners(6, 0, r * 1.05);
    else if (type === "place") for (let i = 0; i < 10; i += 1) ctx.lineTo(x + (i % 2 ? r * 0.55 : r * 1.2) * Math.sin(i * Math.PI / 5), y - (i % 2 ? r * 0.55 : r * 1.2) * Math.cos(i * Math.PI / 5));
    else if (type === "source") corners(3, Math.PI / 2, r * 1.25);
    else ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.closePath();
  };

  // Boxes that are taken, in a grid, so that asking whether one is free does not go through all of them.
  draw.boxes = () => {
    const STEP = 64;
    const grid = new Map();
    const cells = function* (box) {
      for (let x = Math.floor(box[0] / STEP); x <= Math.floor(box[2] / STEP); x += 1) for (let y = Math.floor(box[1] / STEP); y <= Math.floor(box[3] / STEP); y += 1) yield x * 100003 + y;
    };
    return {
      free(box) {
        for (const cell of cells(box)) {
          const found = grid.get(cell);
          if (found && found.some(other => box[2] > other[0] && box[0] < other[2] && box[3] > other[1] && box[1] < other[3])) return false;
        }
        return true;
      },
      take(box) {
        for (const cell of cells(box)) { if (grid.has(cell)) grid.get(cell).push(box); else grid.set(cell, [box]); }
      },
    };
  };

  // Everything on the canvas in pixels of the screen from here to `restore`; `at(x, y)` says where a point of the map is.
  draw.screen = (ctx, network) => {
    const scale = network.getScale();
    const ratio = ctx.getTransform().a / scale;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    ctx.lineJoin = "round";
    const middle = network.getViewPosition();
    const width = ctx.canvas.width / ratio, height = ctx.canvas.height / ratio;
    return { scale, width, height, at: (x, y) => [(x - middle.x) * scale + width / 2, (y - middle.y) * scale + height / 2] };
  };

  // What stands over the canvas, where no name may: in pixels from the canvas's corner.
  draw.covered = (canvas, elements) => {
    const place = canvas.getBoundingClientRect();
    return elements.map(one => one.getBoundingClientRect()).map(box => [box.left - place.left, box.top - place.top, box.right - place.left, box.bottom - place.top]);
  };

  // Of how many actors the names may cover marks: fewer on a narrow screen.
  draw.hubs = view => Math.min(15, Math.max(4, view.width / 65));

  // Where names stand: the first of `items` have the first choice of below, above and beside their mark. A name covers no
  // other name and is never cut off at the edge; it covers no mark, either, unless it is a `hub`'s: who has the most
  // relations is named though the marks around leave no room. One for which there is none is left out, unless it `must` be
  // there. An item has `text`, `x`, `y`, `r` (its mark's), `size`, `bold`; `taken` are boxes that are not free.
  draw.place = (ctx, view, items, taken, face) => {
    const names = draw.boxes();
    items.forEach(({ x, y, r }) => taken.take([x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8]));
    const labels = [];
    items.forEach(item => {
      const { x, y, r } = item;
      if (x < 0 || y < 0 || x > view.width || y > view.height) return;
      const font = (item.bold ? "600 " : "") + `${item.size}px ${face}`;
      ctx.font = font;
      const half = ctx.measureText(item.text).width / 2 + 3, high = item.size * 1.35;
      const inside = at => Math.max(half + EDGE, Math.min(view.width - half - EDGE, at));
      const spots = [[inside(x), y + r + 3 + high / 2], [inside(x), y - r - 3 - high / 2], [x + r + 4 + half, y], [x - r - 4 - half, y]];
      const box = ([cx, cy]) => [cx - half, cy - high / 2, cx + half, cy + high / 2];
      const within = ([left, top, right, bottom]) => left >= EDGE - 1 && top >= 0 && right <= view.width - EDGE + 1 && bottom <= view.height;
      let spot = spots.find(one => within(box(one)) && taken.free(box(one)));
      if (!spot && item.hub) spot = spots.find(one => within(box(one)) && names.free(box(one)));
      if (!spot && item.must) spot = spots.find(one => within(box(one))) || spots[0];
      if (!spot) return;
      taken.take(box(spot));
      names.take(box(spot));
      labels.push({ text: item.text, x: spot[0], y: spot[1], size: item.size, font, box: box(spot) });
    });
    return labels;
  };

  // A text with a rim in the colour of the paper, in its own direction.
  draw.text = (ctx, { text, x, y, font }, ink, paper, rim) => {
    ctx.font = font;
    ctx.direction = ARABIC.test(text) ? "rtl" : "ltr";
    ctx.lineWidth = rim;
    ctx.strokeStyle = paper;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = ink;
    ctx.fillText(text, x, y);
  };

  // The sign on a line that says how it is told, and of how many relations; `low` for signs that stand high in their line.
  draw.badge = (ctx, x, y, sign, count, colour, paper, low) => {
    const half = count ? 13 : 7.5;
    ctx.fillStyle = paper;
    ctx.beginPath();
    ctx.roundRect(x - half, y - 8, 2 * half, 16, 8);
    ctx.fill();
    ctx.lineWidth = 1.25;
    ctx.strokeStyle = colour;
    ctx.stroke();
    ctx.font = "700 11px \"DejaVu Sans\", \"Segoe UI\", sans-serif";
    ctx.fillStyle = colour;
    ctx.direction = "ltr";
    ctx.fillText(sign + (count ? " " + count : ""), x, y + (low ? 3 : 0.5));
  };
  draw.badgeBox = (x, y, count) => { const half = count ? 13 : 7.5; return [x - half, y - 8, x + half, y + 8]; };
}(window.GB = window.GB || {}));
