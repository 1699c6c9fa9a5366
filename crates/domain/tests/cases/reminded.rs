//! Who is reminded of what, as a case tells it.

use kaijiang_domain::reminder::{Matter, Need, Notice, Open, Reminder, Step};
use kaijiang_domain::workday::Workdays;

use super::told::ReminderWanted;
use super::{Running, differ};

impl Running<'_> {
    pub fn compare_reminder(&self, wanted: &ReminderWanted) -> Vec<String> {
        let board = self.board(wanted.on.0);
        let workdays = Workdays::read(include_str!("../../../../rules/workdays/cn.toml")).unwrap();
        let reminder = Reminder::of(&board, &workdays);
        let is: Vec<String> = reminder
            .notices(&board)
            .iter()
            .map(|notice| self.notice(notice))
            .collect();
        let place = format!("{}: reminded on {}", self.case.id, wanted.on.0);
        differ(
            &place,
            &wanted.is.join("\n           "),
            &is.join("\n           "),
        )
    }

    fn notice(&self, notice: &Notice) -> String {
        let mut said: Vec<String> = notice.needs.iter().map(|need| self.need(need)).collect();
        if notice.late_records > 0 {
            said.push(format!("{} waiting", notice.late_records));
        }
        let whose = self.names.name(notice.organisation.0);
        format!("{} of {whose}: {}", notice.to.word(), said.join("; "))
    }

    fn need(&self, need: &Need) -> String {
        let said = match &need.matter {
            Matter::SentBack { lecture, until } => format!("mend {} until {until}", self.lecture(*lecture)),
            Matter::Owed {
                duty,
                period,
                lacking,
                open,
                ..
            } => {
                let open = match open {
                    Open::NotPlanned { in_days } => format!("not planned, {in_days} left"),
                    Open::AtRisk { in_days } => format!("at risk, {in_days} left"),
                    Open::Slipped { planned_on, in_days } => format!("slipped {planned_on}, {in_days} left"),
                    Open::RecordLate { for_days, until } => {
                        format!("over for {for_days}, record until {until}")
                    }
                    Open::MakeUp { for_days, until } => format!("over for {for_days}, make up until {until}"),
                };
                let several = if *lacking > 1 {
                    format!(" {lacking}x")
                } else {
                    String::new()
                };
                format!("{duty} {period}{several} {open}")
            }
        };
        let step = match need.step {
            Step::Secretary => "",
            Step::Township => " township",
            Step::Phone => " phone",
            Step::County => " county",
        };
        let vacant = if need.is_vacant { " vacant" } else { "" };
        format!(
            "{} {said} [{}{step}{vacant}]",
            self.names.name(need.organisation.0),
            need.weeks
        )
    }
}
