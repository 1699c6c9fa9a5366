//! Puts properties into the order that the format demands (ECMA-376, `wml.xsd`): docx-rs writes them in another, which
//! strict readers refuse. Must not add or drop anything.

const SIDES: &[&str] = &[
    "top", "left", "start", "bottom", "right", "end", "insideH", "insideV",
];

/// What holds properties, and the order of what it may hold; innermost first.
const ORDERS: [(&str, &[&str]); 12] = [
    ("tblBorders", SIDES),
    ("tcBorders", SIDES),
    ("tblCellMar", SIDES),
    ("tcMar", SIDES),
    (
        "rPr",
        &[
            "rStyle",
            "rFonts",
            "b",
            "bCs",
            "i",
            "iCs",
            "caps",
            "strike",
            "dstrike",
            "vanish",
            "color",
            "spacing",
            "w",
            "kern",
            "position",
            "sz",
            "szCs",
            "highlight",
            "u",
            "bdr",
            "shd",
            "fitText",
            "vertAlign",
            "lang",
        ],
    ),
    (
        "sectPr",
        &[
            "headerReference",
            "footerReference",
            "type",
            "pgSz",
            "pgMar",
            "pgNumType",
            "cols",
            "titlePg",
            "textDirection",
            "docGrid",
        ],
    ),
    (
        "pPr",
        &[
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "pBdr",
            "shd",
            "tabs",
            "autoSpaceDE",
            "autoSpaceDN",
            "adjustRightInd",
            "snapToGrid",
            "spacing",
            "ind",
            "jc",
            "textAlignment",
            "outlineLvl",
            "rPr",
            "sectPr",
        ],
    ),
    (
        "tcPr",
        &[
            "tcW",
            "gridSpan",
            "vMerge",
            "tcBorders",
            "shd",
            "tcMar",
            "textDirection",
            "vAlign",
        ],
    ),
    ("trPr", &["cantSplit", "trHeight", "tblHeader"]),
    (
        "tblPr",
        &[
            "tblStyle",
            "tblpPr",
            "tblW",
            "jc",
            "tblInd",
            "tblBorders",
            "shd",
            "tblLayout",
            "tblCellMar",
            "tblLook",
        ],
    ),
    (
        "style",
        &[
            "name",
            "basedOn",
            "next",
            "link",
            "uiPriority",
            "semiHidden",
            "unhideWhenUsed",
            "qFormat",
            "pPr",
            "rPr",
        ],
    ),
    (
        "settings",
        &[
            "zoom",
            "defaultTabStop",
            "evenAndOddHeaders",
            "characterSpacingControl",
            "compat",
            "docVars",
        ],
    ),
];

/// The same part with its properties in order.
pub(super) fn in_order(part: &str) -> String {
    ORDERS.iter().fold(part.to_owned(), |part, (name, order)| {
        let (open, close) = (format!("<w:{name}"), format!("</w:{name}>"));
        let mut whole = String::with_capacity(part.len());
        let mut rest = &*part;
        while let Some((before, after)) = rest.split_once(&*open) {
            whole.push_str(before);
            whole.push_str(&open);
            rest = after;
            // Another element may begin with the same letters, and one may be empty.
            let Some((attributes, after)) = after.split_once('>') else {
                break;
            };
            let is_it = attributes.is_empty() || attributes.starts_with(' ') && !attributes.ends_with('/');
            if !is_it {
                continue;
            }
            let Some((inner, after)) = after.split_once(&*close) else {
                break;
            };
            let mut children = children(inner);
            children.sort_by_key(|(child, _)| {
                order
                    .iter()
                    .position(|known| known == child)
                    .unwrap_or(order.len())
            });
            whole.extend([attributes, ">"]);
            whole.extend(children.iter().map(|(_, text)| *text));
            whole.push_str(&close);
            rest = after;
        }
        whole + rest
    })
}

/// The elements that stand beside each other, with their names; texts are not among them.
fn children(mut rest: &str) -> Vec<(&str, &str)> {
    let mut children = Vec::new();
    while let Some(inner) = rest.strip_prefix("<w:") {
        let name_end = inner.find([' ', '>', '/']).unwrap_or(inner.len());
        let name = inner.get(..name_end).unwrap_or_default();
        let Some(tag_end) = rest.find('>') else { break };
        let is_empty = rest.get(..tag_end).is_some_and(|tag| tag.ends_with('/'));
        let close = format!("</w:{name}>");
        let end = if is_empty {
            tag_end + 1
        } else {
            rest.find(&close).map_or(rest.len(), |at| at + close.len())
        };
        let (child, after) = rest.split_at(end);
        children.push((name, child));
        rest = after;
    }
    if !rest.is_empty() {
        children.push(("", rest));
    }
    children
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_stand_in_the_order_of_the_format_and_none_is_lost() {
        let part = "<w:p><w:pPr><w:rPr><w:sz w:val=\"2\" /><w:b /></w:rPr><w:jc w:val=\"left\" /><w:tabs><w:tab /></w:tabs>\
                    <w:keepNext /><w:odd /></w:pPr><w:r><w:rPr /><w:t>jc</w:t></w:r></w:p>";
        let ordered = "<w:p><w:pPr><w:keepNext /><w:tabs><w:tab /></w:tabs><w:jc w:val=\"left\" />\
                       <w:rPr><w:b /><w:sz w:val=\"2\" /></w:rPr><w:odd /></w:pPr><w:r><w:rPr /><w:t>jc</w:t></w:r></w:p>";
        assert_eq!(in_order(part), ordered);
        assert_eq!(in_order(ordered), ordered);
        let settings = "<w:settings xmlns:w=\"x\"><w:compat><w:a /></w:compat><w:zoom /></w:settings>";
        let moved = "<w:settings xmlns:w=\"x\"><w:zoom /><w:compat><w:a /></w:compat></w:settings>";
        assert_eq!(in_order(settings), moved);
        for left_alone in [
            "<w:pPrDefault><w:z /><w:jc /></w:pPrDefault>",
            "<w:pPr /><w:t>a</w:t>",
            "<w:style w:a=\"b\" />x",
        ] {
            assert_eq!(in_order(left_alone), left_alone);
        }
    }
}
