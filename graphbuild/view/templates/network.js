// What the picture and the list of relations tell each other. The list is the page's own text: nothing is built from data here.
"use strict";
(function () {
  var relations = document.getElementById("relations");
  var all = document.getElementById("all");
  var following = false;

  function entry(key) {
    return document.getElementById(key);
  }

  function open(key) {
    var details = entry(key);
    if (!details) return;
    following = true;
    relations.querySelectorAll("details[open]").forEach(function (other) {
      if (other !== details) other.open = false;
    });
    details.parentElement.hidden = false;
    details.open = true;
    details.scrollIntoView({ block: "nearest" });
    details.querySelector("summary").focus({ preventScroll: true });
    window.setTimeout(function () { following = false; }, 0);
  }

  function keep(node) {
    relations.querySelectorAll("li[data-ends]").forEach(function (item) {
      item.hidden = node !== null && item.dataset.ends.split(" ").indexOf(node) < 0;
    });
    all.hidden = node === null;
  }

  network.on("selectEdge", function (event) {
    if (event.nodes.length === 0 && event.edges.length > 0) open(event.edges[0]);
  });
  network.on("selectNode", function (event) { keep(event.nodes[0]); });
  network.on("deselectNode", function () { keep(null); });
  all.addEventListener("click", function () { network.unselectAll(); keep(null); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { network.unselectAll(); keep(null); }
  });
  relations.addEventListener("toggle", function (event) {
    if (following || !event.target.open) return;
    network.setSelection({ nodes: [], edges: [event.target.id] }, { highlightEdges: false });
  }, true);

  // Canvas text is drawn once: draw again when the fonts are there.
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(function () { network.redraw(); });
  network.fit();
  document.documentElement.dataset.drawn = "true";
}());
