//! Lines as they stand on paper, put together again to the paragraphs that were meant.
//!
//! It must not drop words: only page numbers, blank lines and the breaks inside a paragraph go.

/// A line of at least this many hundredths of the usual width goes on in the next one: a paragraph's first line is
/// two characters shorter, and marks may not begin a line.
const FULL: usize = 86;
/// A text whose lines are wider was not broken by hand: each line is a paragraph.
const WIDEST: usize = 120;
/// So few lines say nothing about the width.
const FEW: usize = 4;

/// The paragraphs of a plain text. Its lines are put together only where most of them are equally wide, as in a
/// text that was broken at a column.
pub(super) fn of_text(text: &str) -> String {
    let lines: Vec<&str> = written(text).collect();
    let widths: Vec<usize> = lines.iter().map(|line| width(line)).collect();
    let widest = widths.iter().max().copied().unwrap_or_default();
    let full = widths.iter().filter(|width| is_full(**width, widest)).count();
    let is_broken = lines.len() >= FEW && widest <= WIDEST && full.saturating_mul(2) >= lines.len();
    if is_broken {
        joined(&lines, widest)
    } else {
        lines.join("\n")
    }
}

/// The paragraphs of pages: without the numbers of pages, and across their ends.
pub(super) fn of_pages(pages: &[String]) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for page in pages {
        let mut of_page: Vec<&str> = written(page).collect();
        if of_page.last().is_some_and(|line| is_page_number(line)) {
            of_page.pop();
        }
        let numbered = usize::from(of_page.first().is_some_and(|line| is_page_number(line)));
        lines.extend(of_page.into_iter().skip(numbered));
    }
    let usual = usual_width(&lines);
    joined(&lines, usual)
}

fn written(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r', '\u{C}', '\u{B}', '\u{2028}', '\u{2029}', '\u{85}'])
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '\0' || c == '\u{1A}'))
        .filter(|line| !line.is_empty())
}

fn joined(lines: &[&str], usual: usize) -> String {
    let mut text = String::new();
    let mut goes_on = false;
    for line in lines {
        if goes_on {
            part(&mut text, line);
        } else if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
        goes_on = is_full(width(line), usual);
    }
    text
}

/// Between the words of two lines stands a space; between Chinese characters nothing.
fn part(text: &mut String, next: &str) {
    let before = text.chars().next_back();
    let after = next.chars().next();
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    if is_latin(before) && is_latin(after) {
        text.push(' ');
    }
}

fn is_full(width: usize, usual: usize) -> bool {
    width.saturating_mul(100) >= usual.saturating_mul(FULL)
}

/// In halves of a Chinese character.
fn width(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// What nine lines in ten do not go beyond: one long line of a table is not the width of the text.
fn usual_width(lines: &[&str]) -> usize {
    let mut widths: Vec<usize> = lines.iter().map(|line| width(line)).collect();
    widths.sort_unstable();
    let place = widths.len().saturating_mul(9) / 10;
    widths.get(place).or(widths.last()).copied().unwrap_or_default()
}

/// `3`, `— 3 —`, `-3-`, `3/12`.
fn is_page_number(line: &str) -> bool {
    let has_digit = line.chars().any(|c| c.is_ascii_digit());
    let is_mark = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-–—―－·/".contains(c);
    has_digit && line.chars().count() <= 11 && line.chars().all(is_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_goes_on_across_lines_and_pages() {
        let page = |text: &str| text.to_owned();
        let pages = [
            page(
                "关于开展党课活动的通知\n\n  各党支部每季度至少安排一次党课，由支部书\n记主讲，党员干部参加。认真组织，按时开\n展，确保\n\n\n1",
            ),
            page("— 2 —\n各党支部要做好记录，讲课之后三个工作日\n以内报送镇党委，不得拖延，\n2020-2021"),
        ];
        let text = of_pages(&pages);
        let expected = "关于开展党课活动的通知\n各党支部每季度至少安排一次党课，由支部书记主讲，党员干部参加。认真组织，按时开展，确保\n\
                        各党支部要做好记录，讲课之后三个工作日以内报送镇党委，不得拖延，";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_text_that_nobody_broke_stays_as_it_is() {
        let text = "一、时间\r\n每季度至少一次。\r\n\r\n二、要求\n按时报送，认真组织，确保每一名党员都能参加。\u{C}附件";
        assert_eq!(of_text(text).lines().count(), 5);
    }

    #[test]
    fn a_text_broken_at_a_column_is_put_together() {
        let text = "We ask every crew to hold a talk\nin each week of the year, and to\nwrite down who was there and who\nspoke about what.\nThank you.";
        let expected = "We ask every crew to hold a talk in each week of the year, and to write down who was there and who spoke about what.\nThank you.";
        assert_eq!(of_text(text), expected);
    }
}
