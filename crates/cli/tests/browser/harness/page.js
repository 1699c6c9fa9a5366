// What a person sees and can touch on the page, asked of the page itself. It must not change what the page says.
// Evaluated as one expression before each question; works with the page's own scripts switched off.
(() => {
  const tidy = (text) => (text || '').replace(/\s+/gu, ' ').trim();
  const bare = (text) => tidy(text).replace(/[\s*＊:：]+$/u, '');
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const labels = (field) => [...(field.labels || [])];
  const isSeen = (field) => isShown(field) || labels(field).some(isShown);
  const isGroup = (field) => field.type === 'radio' || field.type === 'checkbox';
  const all = (selector) => {
    try { return [...document.querySelectorAll(selector)]; } catch { return []; }
  };

  // Words of a label without those of the field inside it.
  const wordsOf = (label) => {
    const copy = label.cloneNode(true);
    copy.querySelectorAll('input,select,textarea,button').forEach((inner) => inner.remove());
    return bare(copy.textContent);
  };
  const namesOf = (field) => [
    ...labels(field).map(wordsOf),
    ...(field.getAttribute('aria-labelledby') || '').split(/\s+/u).filter(Boolean)
      .map((id) => bare(document.getElementById(id)?.textContent)),
    bare(field.getAttribute('aria-label')), bare(field.placeholder), field.name, field.id,
  ].filter(Boolean);

  const fields = () => all('input,select,textarea').filter((field) =>
    !['hidden', 'submit', 'button', 'reset', 'image'].includes(field.type)
    && !field.disabled && !field.readOnly && isSeen(field));

  // The best match: the very words, then words that begin so, then words that contain it; then a selector.
  const best = (candidates, wanted, names) => {
    const want = bare(wanted);
    const tests = [(name) => name === want, (name) => name.startsWith(want), (name) => name.includes(want)];
    for (const test of tests) {
      const found = candidates.filter((candidate) => names(candidate).some(test));
      if (found.length) return found[0];
    }
    return all(wanted)[0];
  };
  const findField = (wanted) => best(fields(), wanted, namesOf);
  const groupNames = (box) => [box.name, bare(box.closest('fieldset')?.querySelector('legend')?.textContent),
    bare(box.closest('[role=group],[role=radiogroup]')?.getAttribute('aria-label'))].filter(Boolean);
  const boxesOf = (wanted) =>
    fields().filter((box) => isGroup(box) && groupNames(box).some((name) => name.includes(bare(wanted))));
  const clickable = 'a[href],button,input[type=submit],input[type=button],input[type=reset],input[type=image],'
    + 'summary,label,input[type=checkbox],input[type=radio],[role=button],[role=link],[role=tab],[role=menuitem]';
  const findClickable = (wanted) => best(all(clickable).filter(isShown), wanted, (element) => [
    bare(element.innerText), bare(element.value), bare(element.getAttribute('aria-label')), bare(element.title),
    bare(element.alt),
  ].filter(Boolean));

  // A form shown again after a refusal is the same form, wherever it is shown: it is told by where it goes.
  const targetOf = (form) => new URL(form.getAttribute('action') || location.href, location.href).pathname;
  const formOf = (element) => {
    const form = element.form || element.closest?.('form');
    if (!form) return '';
    const alike = [...document.forms].filter((other) => targetOf(other) === targetOf(form));
    return `${targetOf(form)} form ${alike.indexOf(form)}`;
  };
  const keyOf = (field) => {
    const place = formOf(field) || location.pathname;
    const name = field.name || field.id;
    const same = fields().filter((other) => (other.name || other.id) === name && other.form === field.form);
    const turn = isGroup(field) && field.name ? 0 : same.indexOf(field);
    return `${place} ${name} ${turn}`;
  };
  const isPrefilled = (field) => {
    if (isGroup(field)) return field.defaultChecked;
    if (field.type === 'file') return false;
    if (field.tagName === 'SELECT') {
      const options = [...field.options];
      const chosen = options.find((option) => option.defaultSelected)
        || (field.multiple ? undefined : options.find((option) => !option.disabled));
      return Boolean(chosen && chosen.value);
    }
    return field.defaultValue.trim() !== '';
  };

  const missing = (what, wanted, candidates) =>
    ({ fault: `no ${what} "${wanted}"; there are: ${candidates.filter(Boolean).slice(0, 40).join(' | ')}` });
  const noField = (wanted) => missing('field', wanted, fields().map((field) => namesOf(field)[0]));
  const point = (element) => {
    element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const visible = [...element.getClientRects()].find((rect) => rect.width > 0 && rect.height > 0);
    if (!visible) return { fault: `<${element.tagName.toLowerCase()}> takes no room on the page` };
    const x = visible.left + visible.width / 2;
    const y = visible.top + visible.height / 2;
    const top = document.elementFromPoint(x, y);
    const isHit = top && (element.contains(top) || top.contains(element) || labels(element).some((l) => l.contains(top)));
    if (!isHit) return { fault: `it is covered by ${top ? top.outerHTML.slice(0, 120) : 'nothing: outside the screen'}` };
    const field = element.localName === 'label' ? element.control : element;
    return { x, y, form: formOf(element), key: field?.matches('input[type=checkbox],input[type=radio]') ? keyOf(field) : '' };
  };

  const isText = (f) => f.tagName === 'TEXTAREA' || ['text', 'search', 'tel', 'url', 'email'].includes(f.type);
  // Places where a script of somebody's text would run now or at a touch.
  const spotsIn = (page, word) => {
    const isScriptUrl = (text) => /^\s*(javascript|vbscript|data\s*:\s*text\/html)/iu.test((text || '').replace(/[\u0000-\u0020]/gu, ''));
    const kinds = ['', 'text/javascript', 'module', 'application/javascript', 'text/ecmascript', 'application/ecmascript'];
    const spots = [];
    for (const element of page.querySelectorAll('*')) {
      const show = () => spots.push(element.outerHTML.slice(0, 160));
      const isScript = element.localName === 'script' && kinds.includes((element.type || element.getAttribute('type') || '').toLowerCase());
      if (isScript && element.textContent.includes(word)) show();
      for (const attribute of element.attributes) {
        const isHandler = /^on/iu.test(attribute.localName) && attribute.value.includes(word);
        const isTarget = ['href', 'src', 'action', 'formaction', 'data', 'to', 'values', 'from'].includes(attribute.localName)
          && isScriptUrl(attribute.value);
        const isHtmx = /^(data-)?hx-/u.test(attribute.localName) && attribute.value.includes(word);
        const isInner = attribute.localName === 'srcdoc' && attribute.value.includes(word);
        if (isHandler || isTarget || isHtmx || isInner) show();
      }
    }
    return spots;
  };

  return {
    survey: () => fields().map((field) => ({ key: keyOf(field), form: formOf(field), prefilled: isPrefilled(field), group: isGroup(field) })),
    click: (wanted) => {
      const element = findClickable(wanted);
      if (!element) return missing('link, button or box', wanted, all(clickable).filter(isShown).map((e) => bare(e.innerText || e.value)));
      return element.disabled ? { fault: `"${wanted}" is switched off` } : point(element);
    },
    // Focuses the field with all its text selected; answers what typing into it would need.
    focus: (wanted) => {
      const field = findField(wanted);
      if (!field) return noField(wanted);
      field.scrollIntoView({ block: 'center', behavior: 'instant' });
      field.focus();
      const isPicker = ['date', 'time', 'datetime-local', 'month', 'week', 'color', 'range'].includes(field.type);
      if (!isPicker) field.select?.();
      return { key: keyOf(field), form: formOf(field), picker: isPicker, type: field.type, value: field.value };
    },
    // Sets what a picker (of dates, times) would set.
    pick: (wanted, text) => {
      const field = findField(wanted);
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
      return field.value === text ? {} : { fault: `the field does not take "${text}" as ${field.type}` };
    },
    // Tells whether the page took the paste for itself.
    paste: (text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      return { taken: !(document.activeElement || document.body).dispatchEvent(event) };
    },
    choose: (wanted, option) => {
      const field = best(fields().filter((f) => f.tagName === 'SELECT'), wanted, namesOf);
      if (field?.tagName === 'SELECT') {
        const options = [...field.options].filter((o) => !o.disabled);
        const found = best(options, option, (o) => [bare(o.label), bare(o.value)].filter(Boolean));
        if (!options.includes(found)) return missing('option', option, options.map((o) => o.label));
        if (field.multiple) found.selected = true; else field.value = found.value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
        return { key: keyOf(field), form: formOf(field), list: true };
      }
      const boxes = boxesOf(wanted);
      const box = best(boxes, option, (b) => [...namesOf(b).filter((name) => name !== b.name), b.value]);
      if (!boxes.includes(box)) return boxes.length ? missing('box', option, boxes.map((b) => namesOf(b)[0])) : noField(wanted);
      return { ...point(isShown(box) ? box : labels(box)[0]), key: keyOf(box), form: formOf(box) };
    },
    // The element itself, for a file to be attached to.
    fileField: (wanted) => best(all('input[type=file]'), wanted, namesOf),
    keyOf: (field) => ({ key: keyOf(field), form: formOf(field) }),
    value: (wanted) => {
      const field = findField(wanted);
      const boxes = boxesOf(wanted);
      if (boxes.length > 1 || (!field && boxes.length)) {
        return { value: boxes.filter((box) => box.checked).map((box) => namesOf(box)[0]).join(' ') };
      }
      if (!field) return noField(wanted);
      if (isGroup(field)) return { value: field.checked ? namesOf(field)[0] : '' };
      return { value: field.tagName === 'SELECT' ? (field.selectedOptions[0]?.label || '') : field.value };
    },
    texts: (selector) => all(selector).filter(isShown).map((element) => tidy(element.innerText)),
    flood: (text) => {
      const open = fields().filter(isText);
      for (const form of document.forms) form.noValidate = true;
      for (const field of open) {
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
      return open.length;
    },
    liveSpots: (word) => spotsIn(document, word),
    // Sends the form with this turn behind the screen, once with each text: in all its text fields, now and then in every
    // field, and now and then in one alone, which is taken where the others would be refused; answers how many fields, how often what came back, and where in it a script would run.
    sendEach: async (turn, texts, word) => {
      const form = document.forms[turn];
      const open = [...form.elements].filter((f) => f.name && isText(f)).map((f) => f.name);
      const words = [...form.elements].filter((f) => f.name && isText(f) && f.inputMode !== 'numeric').map((f) => f.name);
      const every = [...form.elements].filter((f) => f.name && f.name !== 'token' && f.type !== 'file').map((f) => f.name);
      const spots = [];
      const statuses = {};
      for (const [number, text] of texts.entries()) {
        const data = new FormData(form);
        const one = words.length ? [words[Math.floor(number / 4) % words.length]] : open;
        [open, every, open, one][number % 4].forEach((name) => data.set(name, text));
        [...data.keys()].filter((name) => /(^|-)key$/u.test(name)).forEach((name) => data.set(name, crypto.randomUUID()));
        const button = form.querySelector('button.go[name],button[name]');
        if (button) data.set(button.name, button.value);
        // A field may be called `action` or `method`: the attributes are asked, not the properties.
        const isGet = (form.getAttribute('method') || 'get').toLowerCase() === 'get';
        const isMultipart = (form.getAttribute('enctype') || '').startsWith('multipart');
        const answer = await (isGet
          ? fetch(`${targetOf(form)}?${new URLSearchParams(data)}`)
          : fetch(form.getAttribute('action') || location.href, { method: 'POST', body: isMultipart ? data : new URLSearchParams(data) }));
        statuses[answer.status] = (statuses[answer.status] || 0) + 1;
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        spots.push(...spotsIn(page, word).map((spot) => `${text} -> ${spot}`));
      }
      return { fields: open.length, statuses, spots };
    },
    // Forms in which a text can be written, by turn and address.
    forms: () => [...document.forms].map((form, turn) => ({ turn, action: targetOf(form), open: [...form.elements].some((f) => f.name && isText(f)) }))
      .filter((form) => form.open),
    links: () => [...document.links].filter((link) => link.origin === location.origin && isShown(link)).map((link) => link.pathname + link.search),
  };
})()
