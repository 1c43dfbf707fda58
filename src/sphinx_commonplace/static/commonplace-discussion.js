/* Comments by giscus: nothing is asked of another origin before the reader opens the block. */

(() => {
  "use strict";

  const block = document.getElementById("comments");
  const place = block?.querySelector(".cp-giscus");
  if (!place) return;

  const load = () => {
    if (!block.open || place.firstChild) return;
    const script = document.createElement("script");
    script.src = "https://giscus.app/client.js";
    script.async = true;
    script.crossOrigin = "anonymous";
    Object.assign(script.dataset, place.dataset);
    const chosen = document.body.dataset.theme;
    script.dataset.theme = /^(dark|light)$/.test(chosen) ? chosen : "preferred_color_scheme";
    place.append(script);
  };

  block.addEventListener("toggle", load);
  // The way back from signing in, which the reader began in the open block.
  if (new URLSearchParams(location.search).has("giscus")) block.open = true;
  load();
})();
