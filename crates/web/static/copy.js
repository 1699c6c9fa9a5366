"use strict";
// A button beside a text that is to be pasted elsewhere. Pages work without this file: the text can be marked by hand.
(function () {
  Array.prototype.forEach.call(document.querySelectorAll("[data-copy]"), function (button) {
    var text = document.getElementById(button.getAttribute("data-copy")), said = button.textContent;
    button.hidden = false;
    button.addEventListener("click", function () {
      text.focus();
      text.select();
      var told = function () {
        button.textContent = button.getAttribute("data-done");
        setTimeout(function () { button.textContent = said; }, 4000);
      };
      // Old phones, and pages that come without https, have no clipboard of their own.
      var old = function () { if (document.execCommand("copy")) told(); };
      if (navigator.clipboard) navigator.clipboard.writeText(text.value).then(told, old); else old();
    });
  });
})();
