// Follows a redirect with the anchor the reader asked for, which a refresh would lose.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const link = document.querySelector("a");
  if (link) location.replace(link.href + location.hash);
});
