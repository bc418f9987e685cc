// Sets theme, size and language before the first paint, so that nothing flashes in the wrong colours. The same rules as
// src/look/preferences.svelte.ts, which takes over once the pages run.
(function () {
  var chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem('banthao.preferences')) || {};
  } catch {
    // Nothing chosen that can be read: the system decides.
  }
  var wants = function (query) {
    return window.matchMedia(query).matches;
  };
  var system =
    wants('(prefers-contrast: more)') || wants('(forced-colors: active)')
      ? 'contrast'
      : wants('(prefers-color-scheme: dark)')
        ? 'dark'
        : 'light';
  var root = document.documentElement;
  root.dataset.theme = chosen.theme && chosen.theme !== 'system' ? chosen.theme : system;
  if (chosen.size === 'large') root.dataset.size = 'large';
  root.lang = chosen.language === 'en' ? 'en' : 'vi';
})();
