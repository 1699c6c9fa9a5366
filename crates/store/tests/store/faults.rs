//! Killed at any write, failed at any sync: what was acknowledged is there, and the history verifies.
//! The store runs in a child process (this very test binary) under `strace`, which injects the fault.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::world::{entropy, entry, organisation, plant, skip, tree};
use domain::id::OrganisationId;
use kaijiang_store as store;
use store::organisations::OrganisationRow;
use store::{Store, StoreError, StoreSettings};

const FOLDER: &str = "KAIJIANG_FAULT_FOLDER";

fn settings(folder: &Path) -> StoreSettings {
    StoreSettings {
        url: format!("sqlite:{}", folder.join("k.db").display()),
        signing_key: folder.join("signing.key"),
        entropy: entropy(),
    }
}

/// What the child does; nothing when the tests run as usual.
#[tokio::test(flavor = "multi_thread")]
async fn child() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let store = match Store::open(&settings(Path::new(&folder))).await {
        Ok(store) => store,
        Err(error) => return println!("\nrefused {error}"),
    };
    if store.trees().await.unwrap().is_empty() {
        plant(&store).await;
    }
    let mut failed = false;
    for n in 2..40 {
        let written = async {
            let mut tx = store.write(tree()).await?;
            tx.save(&[organisation(n)]).await?;
            tx.commit(entry("found")).await
        };
        match written.await {
            Ok(_) if failed => println!("\nwritten after a failure"),
            Ok(_) => println!("\nack {n}"),
            Err(StoreError::WritesStopped(_)) => failed = true,
            Err(error) => println!("\nother {error}"),
        }
    }
    println!("\nend stopped={} failed={failed}", store.writes_stopped());
}

/// Runs the child with a fault; answers what it said.
fn run(folder: &Path, fault: &str) -> String {
    let child = Command::new("strace")
        .args(["-f", "-qq", "-o"])
        .arg(folder.join("trace"))
        .arg("-e")
        .arg(format!("inject={fault}"))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "faults::child", "--nocapture"])
        .env(FOLDER, folder)
        .stderr(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8_lossy(&child.stdout).into_owned()
}

/// Everything acknowledged is there, and all is well.
async fn inspect(folder: &Path, said: &str) -> usize {
    let acks: Vec<u64> = said
        .lines()
        .filter_map(|l| l.strip_prefix("ack ")?.parse().ok())
        .collect();
    assert!(!said.contains("written after"), "{said}");
    let store = Store::open(&settings(folder)).await.unwrap();
    if store.trees().await.unwrap().is_empty() {
        assert!(acks.is_empty());
        store.close().await;
        return 0;
    }
    let verified = store.verify(tree(), None).await.unwrap();
    assert!(verified.ok, "{:?}", verified.first_bad);
    let mut reading = store.read(tree()).await.unwrap();
    for n in &acks {
        let id = OrganisationId(crate::world::id(*n));
        assert!(
            reading.get::<OrganisationRow>((id,)).await.unwrap().is_some(),
            "{n} is lost: {said}"
        );
    }
    drop(reading);
    store.close().await;
    acks.len()
}

fn strace_is_there(test: &str) -> bool {
    let there = Command::new("strace")
        .arg("-V")
        .output()
        .is_ok_and(|o| o.status.success());
    if !there {
        skip(test, "strace is not there");
    }
    there
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_write_nothing_acknowledged_is_lost() {
    if !strace_is_there("killed_at_any_write_nothing_acknowledged_is_lost") {
        return;
    }
    let (mut runs, mut acks, mut young) = (0, 0, 0);
    // The first writes are the migration: killed there, the database is old or new.
    for when in (1..40).step_by(2).chain((40..1000).step_by(24)) {
        let folder = tempfile::tempdir().unwrap();
        let said = run(
            folder.path(),
            &format!("pwrite64,write,fdatasync:signal=SIGKILL:when={when}"),
        );
        if said.contains("end stopped") {
            break; // It never writes that often.
        }
        let found = inspect(folder.path(), &said).await;
        (runs, acks, young) = (runs + 1, acks + found, young + usize::from(found == 0));
    }
    println!("{runs} kills, {acks} acknowledged, 0 lost; {young} before the first");
    assert!(young > 3 && acks > 30);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_disk_stops_all_writing() {
    if !strace_is_there("a_failing_disk_stops_all_writing") {
        return;
    }
    let mut stopped = 0;
    for when in (1..30).chain((30..90).step_by(4)) {
        let folder = tempfile::tempdir().unwrap();
        let said = run(folder.path(), &format!("fdatasync,fsync:error=EIO:when={when}"));
        inspect(folder.path(), &said).await;
        stopped += usize::from(said.contains("end stopped=true failed=true"));
    }
    println!("{stopped} disks failed under a commit; no write was acknowledged after");
    assert!(stopped > 10);
}
