//! Measures a pdf as it is rendered: where ink is, in millimetres, and where letters stand, in points. Poppler renders;
//! must not read what our own writer meant.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A rendered page. Colours are red, green, blue.
pub struct Ink {
    width: usize,
    dots: Vec<[u8; 3]>,
    per_mm: f64,
    /// Where the picture begins, in millimetres from above.
    top: f64,
}

/// A line of text as it stands on a page, in points from left and from above.
#[derive(Debug, Clone)]
pub struct Line {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub text: String,
}

/// A folder of a test, and in it a file.
pub fn file(test: &str, name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// Whether a program is here and answers.
pub fn has(program: &str, argument: &str) -> bool {
    Command::new(program)
        .arg(argument)
        .output()
        .is_ok_and(|output| output.status.success())
}

/// What a program says.
pub fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A page rendered so fine, between two heights in millimetres.
pub fn rendered(pdf: &Path, page: usize, per_mm: u32, heights: std::ops::Range<u32>) -> Ink {
    let folder = pdf.parent().unwrap();
    let root = folder.join(format!("page-{page}-{per_mm}-{}", heights.start));
    let text = |number: u32| number.to_string();
    let page = page.to_string();
    let dots = format!("{}", f64::from(per_mm) * 25.4);
    let (y, height) = (
        text(heights.start * per_mm),
        text((heights.end - heights.start) * per_mm),
    );
    let width = text(297 * per_mm);
    let mut arguments = vec![
        "-r",
        &*dots,
        "-f",
        &page,
        "-l",
        &page,
        "-singlefile",
        "-aa",
        "no",
        "-aaVector",
        "no",
    ];
    arguments.extend(["-x", "0", "-y", &y, "-W", &width, "-H", &height]);
    arguments.extend([pdf.to_str().unwrap(), root.to_str().unwrap()]);
    said("pdftoppm", &arguments);
    let bytes = fs::read(root.with_extension("ppm")).unwrap();
    let head: Vec<&[u8]> = bytes.splitn(4, u8::is_ascii_whitespace).collect();
    assert_eq!(head[0], b"P6");
    let number = |bytes: &[u8]| std::str::from_utf8(bytes).unwrap().parse::<usize>().unwrap();
    let width = number(head[1]);
    let rest = head[3].iter().position(|byte| *byte == b'\n').unwrap();
    Ink {
        width,
        dots: head[3][rest + 1..].as_chunks::<3>().0.to_vec(),
        per_mm: per_mm.into(),
        top: heights.start.into(),
    }
}

pub fn red(dot: [u8; 3]) -> bool {
    dot[0] > 200 && dot[1] < 100 && dot[2] < 100
}

pub fn black(dot: [u8; 3]) -> bool {
    dot.iter().all(|value| *value < 128)
}

fn count(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

impl Ink {
    /// How long the longest run of black is at a height, between two places across, in millimetres.
    pub fn solid(&self, height: f64, from: f64, to: f64) -> f64 {
        let top = (height - self.top) * self.per_mm;
        let row = self
            .dots
            .chunks(self.width)
            .zip(0_u32..)
            .find(|(_, y)| f64::from(*y) >= top)
            .unwrap()
            .0;
        let within = |x: u32| (from..to).contains(&(f64::from(x) / self.per_mm));
        let across: Vec<bool> = row
            .iter()
            .zip(0_u32..)
            .map(|(dot, x)| within(x) && black(*dot))
            .collect();
        let runs = across.chunk_by(|one, other| one == other).filter(|run| run[0]);
        count(runs.map(<[bool]>::len).max().unwrap_or_default()) / self.per_mm
    }

    /// The bands of rows that hold such ink, as heights in millimetres, with where the ink begins and ends across.
    pub fn bands(&self, is_ink: fn([u8; 3]) -> bool) -> Vec<Band> {
        let mut bands: Vec<Band> = Vec::new();
        let mut open = false;
        for (y, row) in self.dots.chunks(self.width).enumerate() {
            let first = row.iter().position(|dot| is_ink(*dot));
            let last = row.iter().rposition(|dot| is_ink(*dot));
            let (Some(first), Some(last)) = (first, last) else {
                open = false;
                continue;
            };
            let (left, right) = (count(first) / self.per_mm, count(last + 1) / self.per_mm);
            let (top, bottom) = (
                count(y) / self.per_mm + self.top,
                count(y + 1) / self.per_mm + self.top,
            );
            match bands.last_mut() {
                Some(band) if open => {
                    band.bottom = bottom;
                    band.left = band.left.min(left);
                    band.right = band.right.max(right);
                }
                _ => bands.push(Band {
                    top,
                    bottom,
                    left,
                    right,
                }),
            }
            open = true;
        }
        bands
    }
}

/// Rows with ink, in millimetres.
#[derive(Debug, Clone, Copy)]
pub struct Band {
    pub top: f64,
    pub bottom: f64,
    pub left: f64,
    pub right: f64,
}

/// The pages of a pdf as lines of text, from above.
pub fn lines(pdf: &Path) -> Vec<Vec<Line>> {
    let xml = said("pdftotext", &["-bbox-layout", pdf.to_str().unwrap(), "-"]);
    let attribute = |tag: &str, name: &str| -> f64 {
        let (_, rest) = tag.split_once(&format!("{name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.parse().unwrap()
    };
    let mut pages = Vec::new();
    for page in xml.split("<page ").skip(1) {
        let mut words: Vec<Line> = page
            .split("<word ")
            .skip(1)
            .map(|word| {
                let (tag, rest) = word.split_once('>').unwrap();
                let text = rest.split_once("</word>").unwrap().0;
                Line {
                    left: attribute(tag, "xMin"),
                    right: attribute(tag, "xMax"),
                    top: attribute(tag, "yMin"),
                    bottom: attribute(tag, "yMax"),
                    text: text
                        .replace("&amp;", "&")
                        .replace("&quot;", "\"")
                        .replace("&apos;", "'"),
                }
            })
            .collect();
        words.sort_by(|one, other| {
            one.top
                .total_cmp(&other.top)
                .then(one.left.total_cmp(&other.left))
        });
        let mut lines: Vec<Line> = Vec::new();
        for word in words {
            // Fonts of one line may reach differently high.
            match lines.last_mut() {
                Some(line) if word.top < line.top.midpoint(line.bottom) => {
                    line.right = line.right.max(word.right);
                    line.left = line.left.min(word.left);
                    line.text += &word.text;
                }
                _ => lines.push(word),
            }
        }
        pages.push(lines);
    }
    pages
}

/// The docx as `LibreOffice` prints it; none when it is not here.
pub fn printed(test: &str, docx: &[u8]) -> Option<PathBuf> {
    printed_all(test, &[("paper", docx.to_vec())])?.pop()
}

/// Several at once, which costs little more than one.
pub fn printed_all(test: &str, papers: &[(&str, Vec<u8>)]) -> Option<Vec<PathBuf>> {
    if !has("soffice", "--version") {
        return None;
    }
    let given: Vec<PathBuf> = papers
        .iter()
        .map(|(name, docx)| file(test, &format!("{name}.docx"), docx))
        .collect();
    let folder = given[0].parent().unwrap();
    // A profile of its own: two at once would wait for each other.
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let out = folder.join("printed");
    let mut arguments = vec![
        "--headless",
        &profile,
        "--convert-to",
        "pdf",
        "--outdir",
        out.to_str().unwrap(),
    ];
    arguments.extend(given.iter().map(|path| path.to_str().unwrap()));
    said("soffice", &arguments);
    let print = |path: &PathBuf| out.join(path.file_name().unwrap()).with_extension("pdf");
    Some(given.iter().map(print).collect())
}
