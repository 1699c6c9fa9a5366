//! `kaijiang originality`: a heap of documents against all earlier ones, or one text beside another.
//! Must not compare: the application does.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;

use app::originality::{Compared, LineRefusal, RefusedLine, Scan, Scanned, compare, scan};
use cpu_time::ProcessTime;
use i18n::Words;
use serde_json::{Value, json};

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::progress::Bar;
use crate::{plan_draft, print, say, settings, voice};

/// Refused lines named on the terminal; the document names all.
const SHOWN: usize = 20;

/// Runs the command.
///
/// # Errors
/// When a file cannot be read or written, or is no document; refused lines are in the answer.
pub fn run(common: &Common, command: &args::Originality) -> Result<(), Fault> {
    let words = voice::words(settings::locale(common)?);
    match command {
        args::Originality::Scan {
            documents,
            quotable,
            out,
        } => scan_all(common, (documents, quotable.as_deref(), out.as_deref()), &words),
        args::Originality::Compare { first, second } => beside(common, (first, second), &words),
    }
}

fn scan_all(
    common: &Common,
    (documents, quotable, out): (&Path, Option<&Path>, Option<&Path>),
    words: &Words,
) -> Result<(), Fault> {
    let open = |path: &Path| {
        File::open(path)
            .map(BufReader::new)
            .map_err(|error| Fault::file(path, &error))
    };
    let bar = Bar::new();
    let asked = Scan {
        documents: open(documents)?,
        quotable: quotable.map(open).transpose()?,
        progress: &|step| bar.scanned(step),
    };
    let mut found: Box<dyn Write> = match out {
        Some(path) => Box::new(BufWriter::new(
            File::create(path).map_err(|error| Fault::file(path, &error))?,
        )),
        None => Box::new(io::sink()),
    };
    let scanned = scan(asked, &mut *found).map_err(|error| Fault::file(out.unwrap_or(documents), &error))?;
    bar.done();
    for (path, refused) in [
        (Some(documents), &scanned.refused),
        (quotable, &scanned.refused_quotable),
    ] {
        name_refused(path, refused, words);
    }
    if common.json {
        print(&document(&scanned, words).to_string());
    } else {
        tell(&scanned, out, words);
    }
    Ok(())
}

fn name_refused(path: Option<&Path>, refused: &[RefusedLine], words: &Words) {
    let file = path.map(|path| path.display().to_string()).unwrap_or_default();
    for line in refused.iter().take(SHOWN) {
        let place = [
            ("file", file.as_str().into()),
            ("line", line.line.into()),
            ("why", reason(&line.why, words).into()),
        ];
        say(&words.say("originality-line-refused", &place));
    }
    if let Some(more) = refused.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        say(&words.say("originality-more-refused", &[("count", more.into())]));
    }
}

fn reason(why: &LineRefusal, words: &Words) -> String {
    match why {
        LineRefusal::Unreadable(said) => {
            words.say("originality-line-unreadable", &[("said", said.as_str().into())])
        }
        LineRefusal::Duplicate(id) => words.say("originality-line-duplicate", &[("id", id.as_str().into())]),
        LineRefusal::NotADate(date) => {
            words.say("originality-line-not-a-date", &[("date", date.as_str().into())])
        }
        LineRefusal::TooLong => words.say("originality-line-too-long", &[]),
    }
}

/// The document of `--json`; its keys stay.
fn document(scanned: &Scanned, words: &Words) -> Value {
    let refused = |lines: &[RefusedLine]| -> Vec<Value> {
        let line = |line: &RefusedLine| json!({ "line": line.line, "code": line.why.code(), "reason": reason(&line.why, words) });
        lines.iter().map(line).collect()
    };
    let cpu = ProcessTime::try_now()
        .map(|used| rounded(used.as_duration().as_secs_f64()))
        .ok();
    json!({
        "documents": scanned.documents,
        "flagged": scanned.flagged,
        "megabytes": rounded(megabytes(scanned.bytes)),
        "index_megabytes": rounded(megabytes(scanned.index_bytes)),
        "seconds": {
            "normalise": rounded(scanned.seconds.normalise),
            "index": rounded(scanned.seconds.index),
            "query": rounded(scanned.seconds.query),
        },
        "cpu_seconds": cpu,
        "peak_mib": peak_mib(),
        "refused": refused(&scanned.refused),
        "refused_quotable": refused(&scanned.refused_quotable),
    })
}

fn megabytes(bytes: usize) -> f64 {
    u32::try_from(bytes / 1000).map_or(f64::INFINITY, f64::from) / 1000.0
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// The most memory this process ever held, where the system says so (Linux).
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kibibytes / 1024)
}

fn tell(scanned: &Scanned, out: Option<&Path>, words: &Words) {
    let counts = [
        ("documents", scanned.documents.into()),
        ("flagged", scanned.flagged.into()),
    ];
    print(&words.say("originality-scanned", &counts));
    match out {
        Some(path) => say(&words.say(
            "originality-written",
            &[("file", path.display().to_string().into())],
        )),
        None => say(&words.say("originality-not-written", &[])),
    }
}

fn beside(common: &Common, (first, second): (&Path, &Path), words: &Words) -> Result<(), Fault> {
    let compared = compare(&script(first)?, &script(second)?);
    if common.json {
        let passages = compared.passages.iter().map(|passage| {
            json!({
                "start": passage.here.start, "end": passage.here.end,
                "source_start": passage.there.start, "source_end": passage.there.end,
                "text": passage.text, "source_text": passage.source_text,
            })
        });
        let passages: Vec<Value> = passages.collect();
        print(&json!({ "share": rounded(compared.share), "passages": passages }).to_string());
    } else {
        side_by_side(&compared, words);
    }
    Ok(())
}

/// What a script says: txt, docx or pdf, told by content; doc and wps where they can be converted.
fn script(path: &Path) -> Result<String, Fault> {
    let bytes = std::fs::read(path).map_err(|error| Fault::file(path, &error))?;
    let read = plan_draft::reader().read(&bytes).map_err(app::Refusal::Document);
    Ok(read.map_err(app::Failure::from)?.text)
}

fn side_by_side(compared: &Compared, words: &Words) {
    let shared: usize = compared.passages.len();
    let percent = format!("{:.1}%", compared.share * 100.0);
    print(&words.say(
        "originality-compared",
        &[("share", percent.into()), ("count", shared.into())],
    ));
    for passage in &compared.passages {
        print("");
        print(&format!(
            "A {}–{}  {}",
            passage.here.start,
            passage.here.end,
            one_line(&passage.text)
        ));
        print(&format!(
            "B {}–{}  {}",
            passage.there.start,
            passage.there.end,
            one_line(&passage.source_text)
        ));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
