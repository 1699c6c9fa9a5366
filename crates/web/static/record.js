"use strict";
// Recording on a weak line: photos made small, words kept on the phone, what could not be sent sent later with the
// same key, so that it arrives once. Pages work without this file.
(function () {
  document.documentElement.classList.add("js");
  var DRAFT = "kaijiang-draft:", DAYS = 30 * 24 * 3600 * 1000, SIDE = 1600;

  // ---- what is kept on the phone -------------------------------------------------------------------------------
  function base() {
    return new Promise(function (done, fail) {
      var open = indexedDB.open("kaijiang", 1);
      open.onupgradeneeded = function () { open.result.createObjectStore("outbox", { keyPath: "key" }); };
      open.onsuccess = function () { done(open.result); };
      open.onerror = function () { fail(open.error); };
    });
  }
  function outbox(mode, ask) {
    return base().then(function (db) {
      return new Promise(function (done, fail) {
        var deal = db.transaction("outbox", mode), asked = ask(deal.objectStore("outbox"));
        deal.oncomplete = function () { db.close(); done(asked && asked.result); };
        deal.onabort = deal.onerror = function () { db.close(); fail(deal.error); };
      });
    });
  }
  var keep = function (item) { return outbox("readwrite", function (box) { return box.put(item); }); };
  var drop = function (key) { return outbox("readwrite", function (box) { return box.delete(key); }); };
  var kept = function () { return outbox("readonly", function (box) { return box.getAll(); }).catch(function () { return []; }); };

  // ---- sending ---------------------------------------------------------------------------------------------------
  function bodyOf(item, token) {
    var data = new FormData();
    item.fields.forEach(function (field) {
      if (field[2] !== undefined) data.append(field[0], field[1], field[2]);
      else data.append(field[0], field[0] === "token" && token ? token : field[1]);
    });
    return data;
  }
  function freshToken(item) {
    return fetch(item.action, { credentials: "same-origin" }).then(function (reply) { return reply.text(); }).then(function (text) {
      var found = new DOMParser().parseFromString(text, "text/html").querySelector('form[data-keep] input[name="token"]');
      return found && found.value;
    });
  }
  // Answers {sent: address} · {wrong: page} · {signIn: true}; fails when there is no line.
  function send(item, token, again) {
    return fetch(item.action, { method: "POST", body: bodyOf(item, token), credentials: "same-origin" }).then(function (reply) {
      var path = new URL(reply.url).pathname;
      if (reply.ok && /\/receipt$/.test(path)) {
        // The page is opened by its address; a body that nobody reads would keep the line busy.
        if (reply.body && reply.body.cancel) reply.body.cancel();
        return { sent: reply.url };
      }
      if (reply.status === 422) return reply.text().then(function (page) { return { wrong: page }; });
      if (reply.status === 403 && !again) return freshToken(item).then(function (found) {
        return found ? send(item, found, true) : { signIn: true };
      });
      if (/^\/sign-in/.test(path) || reply.status === 403 || reply.status === 404) return { signIn: true };
      throw new Error(String(reply.status));
    });
  }

  // ---- photos ----------------------------------------------------------------------------------------------------
  function smaller(file) {
    if (!/^image\//.test(file.type) && !/\.(jpe?g|png|webp|heic)$/i.test(file.name)) return Promise.resolve(file);
    return new Promise(function (done) {
      var address = URL.createObjectURL(file), picture = new Image();
      picture.onerror = function () { URL.revokeObjectURL(address); done(file); };
      picture.onload = function () {
        var most = Math.max(picture.naturalWidth, picture.naturalHeight), scale = Math.min(1, SIDE / most);
        var canvas = document.createElement("canvas");
        canvas.width = Math.round(picture.naturalWidth * scale); canvas.height = Math.round(picture.naturalHeight * scale);
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(address);
        canvas.toBlob(function (blob) {
          if (!blob || (blob.size >= file.size && scale === 1 && file.type === "image/jpeg")) return done(file);
          blob.fileName = file.name.replace(/\.[^.]*$/, "") + ".jpg"; done(blob);
        }, "image/jpeg", 0.82);
      };
      picture.src = address;
    });
  }

  // ---- the form --------------------------------------------------------------------------------------------------
  function begin(form) {
    var small = new Map(), place = DRAFT + form.getAttribute("action"), signal = form.querySelector("[data-signal]");
    var isShownAgain = !!form.querySelector("[data-wrong]");
    function tell(text, button, act) {
      signal.hidden = !text; signal.textContent = text || "";
      if (button) {
        var made = document.createElement("button");
        made.type = "button"; made.textContent = button; made.onclick = act; signal.appendChild(made);
      }
    }
    function words() {
      return Array.prototype.filter.call(form.elements, function (field) {
        return field.name && field.name !== "token" && field.type !== "file" && field.type !== "hidden";
      }).map(function (field) {
        var ticks = field.type === "radio" || field.type === "checkbox";
        return [field.name, field.value, ticks ? field.checked : null];
      });
    }
    function remember() {
      try {
        localStorage.setItem(place, JSON.stringify({ at: Date.now(), key: form.elements.key.value, words: words() }));
      } catch (full) { /* a phone that keeps nothing still sends */ }
    }
    function restore() {
      var draft;
      try { draft = JSON.parse(localStorage.getItem(place)); } catch (odd) { draft = null; }
      if (!draft || Date.now() - draft.at > DAYS || isShownAgain) return;
      form.elements.key.value = draft.key;
      draft.words.forEach(function (word) {
        Array.prototype.forEach.call(form.elements, function (field) {
          if (field.name !== word[0]) return;
          if (word[2] === null) { if (field.type !== "radio" && field.type !== "checkbox") field.value = word[1]; }
          else if (field.value === word[1]) field.checked = word[2];
        });
      });
      tell(form.dataset.restored, form.dataset.afresh, function () { localStorage.removeItem(place); location.reload(); });
    }
    function forget() { try { localStorage.removeItem(place); } catch (odd) { /* nothing was kept */ } }
    function fields() {
      var found = [];
      Array.prototype.forEach.call(form.elements, function (field) {
        if (!field.name) return;
        if (field.type === "file") {
          Array.prototype.forEach.call(field.files, function (file) {
            var one = small.get(field) || file;
            found.push([field.name, one, one.fileName || file.name]);
          });
        } else if ((field.type !== "radio" && field.type !== "checkbox") || field.checked) found.push([field.name, field.value]);
      });
      return found;
    }
    form.addEventListener("change", function (event) {
      var field = event.target;
      if (field.type === "file") show(field);
      else if (field.name === "absent" || field.name === "all_came") count();
      remember();
    });
    form.addEventListener("input", remember);
    function count() {
      var names = form.querySelectorAll('[name="absent"]'), away = form.querySelectorAll('[name="absent"]:checked').length;
      var all = form.elements.all_came;
      if (all && (all.checked || away)) form.elements.present.value = String(names.length - away);
    }
    function show(field) {
      var shot = field.closest(".shot"), file = field.files[0], old = shot.querySelector("img");
      if (old) old.remove();
      small.delete(field); shot.classList.toggle("full", !!file);
      if (!file) return;
      smaller(file).then(function (made) {
        small.set(field, made);
        if (!/^image\//.test(made.type)) { shot.querySelector("span").textContent = file.name.slice(-12); return; }
        var picture = new Image(); picture.alt = ""; picture.src = URL.createObjectURL(made); shot.appendChild(picture);
      });
    }
    form.addEventListener("submit", function (event) {
      if (!window.fetch || !window.indexedDB || !window.FormData) return;
      event.preventDefault();
      var button = form.querySelector(".foot button"), item = { key: form.elements.key.value, action: form.getAttribute("action"), fields: fields(), at: Date.now() };
      button.disabled = true; tell(form.dataset.sending);
      keep(item).catch(function () { return null; }).then(function () { return send(item); }).then(function (answer) {
        if (answer.sent) { forget(); return drop(item.key).catch(function () {}).then(function () { location.assign(answer.sent); }); }
        button.disabled = false;
        if (answer.signIn) return tell(form.dataset.signIn);
        return drop(item.key).catch(function () {}).then(function () { again(answer.wrong); });
      }).catch(function () { button.disabled = false; forget(); tell(form.dataset.waiting); wait(item, tell); });
    });
    function again(page) {
      var made = new DOMParser().parseFromString(page, "text/html").querySelector("form[data-keep]");
      if (!made) return;
      // Files that were chosen stay chosen: their own fields move into the new page.
      Array.prototype.forEach.call(form.querySelectorAll('input[type="file"]'), function (field) {
        var next = made.querySelector("#" + field.id);
        if (next && field.files.length) next.closest(".shot").replaceWith(field.closest(".shot"));
      });
      var files = made.querySelector("[data-files]"); if (files) files.remove();
      form.replaceWith(made); begin(made).adopt(small);
      var first = made.querySelector(".bad") || made.querySelector(".told.wrong"); if (first) first.scrollIntoView({ block: "center" });
    }
    function wait(item, tell) {
      var at = setInterval(attempt, 15000);
      window.addEventListener("online", attempt);
      function attempt() {
        send(item).then(function (answer) {
          if (answer.sent) { clearInterval(at); drop(item.key).then(function () { location.assign(answer.sent); }); }
          else if (answer.signIn) tell(form.dataset.signIn);
          else { clearInterval(at); drop(item.key).then(function () { again(answer.wrong); }); }
        }).catch(function () { tell(form.dataset.waiting); });
      }
    }
    if (signal) restore();
    return { adopt: function (other) { other.forEach(function (made, field) { small.set(field, made); }); } };
  }

  // ---- what waits, wherever one comes in -------------------------------------------------------------------------
  function beginOutbox(box) {
    function tell(text, button, act) {
      box.hidden = !text; box.textContent = text || "";
      if (button) { var made = document.createElement("button"); made.type = "button"; made.textContent = button; made.onclick = act; box.appendChild(made); }
    }
    function attempt() {
      kept().then(function (items) {
        if (!items.length) return;
        tell(box.dataset.sending);
        return items.reduce(function (before, item) {
          return before.then(function (state) {
            return send(item).then(function (answer) {
              if (answer.sent) return drop(item.key).then(function () { return state || "sent"; });
              return answer.signIn ? "signIn" : { look: item };
            });
          });
        }, Promise.resolve("")).then(function (state) {
          if (state === "sent") { tell(box.dataset.sent); setTimeout(function () { location.reload(); }, 1500); }
          else if (state === "signIn") tell(box.dataset.signIn, box.dataset.again, attempt);
          else if (state.look) tell(box.dataset.look, box.dataset.again, function () { openAgain(state.look); });
        });
      }).catch(function () { tell(box.dataset.waiting, box.dataset.again, attempt); });
    }
    function openAgain(item) {
      var words = item.fields.filter(function (field) { return field[2] === undefined && field[0] !== "token" && field[0] !== "key"; })
        .map(function (field) { return [field[0], field[1], /^(speaker|kind|form|venue|script|absent|all_came|themed|another)$/.test(field[0]) ? true : null]; });
      try { localStorage.setItem(DRAFT + item.action, JSON.stringify({ at: Date.now(), key: item.key, words: words })); } catch (full) { return; }
      drop(item.key).then(function () { location.assign(item.action); });
    }
    window.addEventListener("online", attempt);
    attempt();
  }

  var form = document.querySelector("form[data-keep]"), box = document.querySelector("[data-outbox]");
  if (form) begin(form);
  if (box && window.indexedDB) beginOutbox(box);
})();
