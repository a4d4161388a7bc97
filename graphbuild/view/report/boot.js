// Large data come compressed: unpack them, then start.
(function () {
  const place = document.getElementById("data");
  if (place.type !== "application/gzip") {
    start(JSON.parse(place.textContent));
    return;
  }
  const bytes = Uint8Array.from(atob(place.textContent), letter => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  new Response(unpacked).text().then(text => start(JSON.parse(text)));
}());
