// The page's policy allows no style written into the document as text. xterm.js writes two kinds: `style` attributes
// of cells, and sheets in `style` elements. Both are handed over through the object model instead, which it allows.
"use strict";
(() => {
  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style" && this.style) this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };
  const createElement = document.createElement.bind(document);
  document.createElement = (name, options) => {
    if (String(name).toLowerCase() !== "style") return createElement(name, options);
    const stand = createElement("template"); // even an empty `style` element would be against the policy
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    Object.defineProperty(stand, "textContent", { get: () => "", set: (text) => sheet.replaceSync(text) });
    return stand;
  };
})();
