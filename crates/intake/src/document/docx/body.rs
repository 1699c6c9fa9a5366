//! The words of a part of a `.docx`, as a reader sees them.
//!
//! It must not follow the tree by recursion, nor expand entities: files are nested and named to harm. What was
//! deleted, hidden, or stands over the characters (拼音指南) is left out; headers and footers are other parts.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::document::{NoDocument, damaged};

/// Text boxes inside text boxes, beyond which their text is left out.
const DEEPEST: usize = 16;

/// Elements of which nothing is read: what was taken out, the second form of a text box, the reading of a character.
const SKIPPED: [&[u8]; 5] = [b"del", b"moveFrom", b"Fallback", b"rt", b"delText"];

/// Appends the paragraphs of a part, one a line; cells of a table are parted by tabs.
pub(super) fn append(part: &str, text: &mut String) -> Result<(), NoDocument> {
    let mut reader = Reader::from_str(part);
    reader.config_mut().check_end_names = false;
    let mut body = Body::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) => body.begin(&tag),
            Event::Empty(tag) => body.empty(&tag),
            Event::End(tag) => body.end(tag.local_name().as_ref()),
            Event::Text(words) => body.say(&words.decode().map_err(damaged)?),
            Event::CData(words) => body.say(&words.decode().map_err(damaged)?),
            Event::GeneralRef(name) => body.say(resolved(&name).encode_utf8(&mut [0; 4])),
            Event::Eof => break,
            _ => {}
        }
    }
    let read = body.finish();
    if !text.is_empty() && !read.is_empty() {
        text.push('\n');
    }
    text.push_str(&read);
    Ok(())
}

/// What the relations of a package call its main part, from the root of the package.
pub(super) fn main_target(relations: &str) -> Option<String> {
    let mut reader = Reader::from_str(relations);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) if is_main(&tag) => {
                let target = attribute(&tag, b"Target")?;
                return Some(target.trim_start_matches(['/', '.']).to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn is_main(relation: &BytesStart<'_>) -> bool {
    attribute(relation, b"Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
}

fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut all = tag.attributes().flatten();
    let found = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    String::from_utf8(found.value.into_owned()).ok()
}

/// One of the five entities that every file may use, or a number; no file defines its own here.
fn resolved(name: &BytesRef<'_>) -> char {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c;
    }
    match &**name {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        _ => '\u{FFFD}',
    }
}

/// A text under way: the part itself, or a text box inside one of its paragraphs.
#[derive(Default)]
struct Flow {
    text: String,
    /// What parts the words that follow from those before: written when they come.
    pending: Option<char>,
    /// Text boxes of the running paragraph: they are read after it.
    aside: String,
}

struct Body {
    flows: Vec<Flow>,
    /// Elements open inside one that is skipped.
    skipped: usize,
    /// Inside `w:t`: only there stand words.
    in_text: bool,
    /// The run is hidden.
    is_hidden: bool,
    /// Text boxes too deep to be read.
    too_deep: usize,
}

impl Body {
    fn new() -> Body {
        Body {
            flows: vec![Flow::default()],
            skipped: 0,
            in_text: false,
            is_hidden: false,
            too_deep: 0,
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        let name = name.as_ref();
        if self.skipped > 0 || SKIPPED.contains(&name) {
            self.skipped += 1;
            return;
        }
        match name {
            b"t" => self.in_text = true,
            b"r" => self.is_hidden = false,
            b"txbxContent" if self.flows.len() > DEEPEST => self.too_deep += 1,
            b"txbxContent" => self.flows.push(Flow::default()),
            // Its end parts it from the next.
            b"p" => {}
            _ => self.empty(tag),
        }
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        if self.skipped > 0 {
            return;
        }
        match tag.local_name().as_ref() {
            b"tab" if !is_setting(tag) => self.write('\t'),
            b"br" | b"cr" => self.in_flow(|flow| flow.pending = Some('\n')),
            b"noBreakHyphen" => self.write('-'),
            b"vanish" => {
                let off = attribute(tag, b"val").is_some_and(|val| val == "0" || val == "false");
                self.is_hidden = !off;
            }
            b"p" => self.in_flow(Flow::end_paragraph),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            b"t" => self.in_text = false,
            b"r" => self.is_hidden = false,
            b"p" => self.in_flow(Flow::end_paragraph),
            b"tc" => self.in_flow(|flow| flow.pending = Some('\t')),
            b"tr" => self.in_flow(|flow| flow.pending = Some('\n')),
            b"txbxContent" if self.too_deep > 0 => self.too_deep -= 1,
            b"txbxContent" => self.end_box(),
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        if self.in_text && self.skipped == 0 && !self.is_hidden && self.too_deep == 0 {
            self.in_flow(|flow| flow.say(words));
        }
    }

    fn write(&mut self, c: char) {
        if !self.is_hidden && self.too_deep == 0 {
            self.in_flow(|flow| flow.text.push(c));
        }
    }

    fn in_flow(&mut self, change: impl FnOnce(&mut Flow)) {
        if let Some(flow) = self.flows.last_mut() {
            change(flow);
        }
    }

    fn end_box(&mut self) {
        if self.flows.len() > 1
            && let Some(inner) = self.flows.pop()
        {
            let text = inner.finish();
            self.in_flow(|flow| flow.put_aside(&text));
        }
        self.is_hidden = false;
    }

    fn finish(mut self) -> String {
        while self.flows.len() > 1 {
            self.end_box();
        }
        let text = self.flows.pop().map(Flow::finish).unwrap_or_default();
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl Flow {
    fn say(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if let Some(parting) = self.pending.take()
            && !self.text.is_empty()
        {
            self.text.push(parting);
        }
        self.text.push_str(words);
    }

    fn end_paragraph(&mut self) {
        self.pending = Some('\n');
        let aside = std::mem::take(&mut self.aside);
        if !aside.is_empty() {
            self.say(&aside);
            self.pending = Some('\n');
        }
    }

    fn put_aside(&mut self, text: &str) {
        if !self.aside.is_empty() && !text.is_empty() {
            self.aside.push('\n');
        }
        self.aside.push_str(text);
    }

    fn finish(mut self) -> String {
        self.end_paragraph();
        self.text
    }
}

/// A tab in the settings of a paragraph, where its stop is told; in a run it stands alone.
fn is_setting(tag: &BytesStart<'_>) -> bool {
    attribute(tag, b"pos").is_some()
}
