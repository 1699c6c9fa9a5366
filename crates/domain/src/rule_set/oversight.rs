//! The numbers of inspections, findings and appeals (S2, S8): 限期整改, 延期一次, 回头看, 申诉. All of them are a county's own choice.
//! Must not reckon days: `crate::finding` and `crate::inspection` do.

use serde::Deserialize;

use crate::finding::Severity;

/// How an office looks after things.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OversightRule {
    /// 限期整改: workdays from the day of the order (整改通知书) until proof is due.
    pub rectify: RectifyWorkdays,
    /// How often a deadline may be extended.
    pub extensions: u32,
    /// 延期: workdays that one extension adds.
    pub extension_workdays: u32,
    /// 复查: workdays after the proof in which another person looks again.
    pub recheck_workdays: u32,
    /// 回头看: months after closing in which the same thing found again re-opens a finding.
    pub relapse_months: u32,
    /// 申诉: workdays after a step in which one may appeal against it.
    pub appeal_workdays: u32,
    /// Workdays in which an appeal is answered.
    pub answer_workdays: u32,
    /// Per cent of an inspection's checks that stay a simple random draw, when others are chosen by risk.
    pub random_percent: u32,
    /// Per cent of the records drawn that a second inspector looks at, without seeing what the first said.
    pub second_percent: u32,
}

/// Workdays until proof is due, by severity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RectifyWorkdays {
    /// 轻微.
    pub slight: u32,
    /// 一般.
    pub ordinary: u32,
    /// 严重.
    pub serious: u32,
}

impl RectifyWorkdays {
    /// Those of a severity.
    #[must_use]
    pub fn of(self, severity: Severity) -> u32 {
        match severity {
            Severity::Slight => self.slight,
            Severity::Ordinary => self.ordinary,
            Severity::Serious => self.serious,
        }
    }
}

impl Default for RectifyWorkdays {
    fn default() -> RectifyWorkdays {
        RectifyWorkdays {
            slight: 15,
            ordinary: 15,
            serious: 15,
        }
    }
}

impl Default for OversightRule {
    fn default() -> OversightRule {
        OversightRule {
            rectify: RectifyWorkdays::default(),
            extensions: 1,
            extension_workdays: 10,
            recheck_workdays: 10,
            relapse_months: 12,
            appeal_workdays: 5,
            answer_workdays: 10,
            random_percent: 70,
            second_percent: 10,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule_set::RuleSet;

    #[test]
    fn s8_the_numbers_are_those_of_the_pack() {
        for text in [
            include_str!("../../../../rules/party-lecture/rules.toml"),
            include_str!("../../../../rules/toolbox-talk/rules.toml"),
        ] {
            let written = RuleSet::read(text).unwrap().oversight;
            assert!(written.rectify.serious <= written.rectify.slight && written.extensions == 1);
            let without = text.replace("[oversight]", "[oversight.rectify]");
            assert!(
                RuleSet::read(&without).is_err(),
                "a misplaced number is a mistake"
            );
            let start = text.find("[oversight]").unwrap();
            let end = start + text[start + 1..].find("\n[").unwrap() + 1;
            let left_out = format!("{}{}", &text[..start], &text[end..]);
            assert_eq!(
                RuleSet::read(&left_out).unwrap().oversight,
                OversightRule::default()
            );
        }
    }
}
