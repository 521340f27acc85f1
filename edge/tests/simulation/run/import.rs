//! An owner imports a file, or undoes an import.

use futures_util::future::join;
use jiff::SignedDuration;
use serde_json::json;

use super::Run;
use crate::plan::What;
use crate::requests;
use crate::world::Call;

/// What passes before an owner changes what was imported: longer than storage takes to show it.
const SETTLES: SignedDuration = SignedDuration::from_mins(11);
/// How often an owner looks whether something is done.
const LOOKS: SignedDuration = SignedDuration::from_secs(7);

impl Run {
    /// One thing after the other: an owner does not correct what is not imported yet. What was imported may
    /// be imported again at once, while no location shows it.
    pub(super) async fn import(&self, number: usize) {
        while self.imported.get().0 < number {
            self.world.timeline.sleep(LOOKS).await;
        }
        let import = &self.plan.imports[number];
        if import.waits {
            self.world.timeline.sleep_until(self.imported.get().1 + SETTLES).await;
        }
        let key = self.key().await;
        for (told, revision) in &import.says {
            let told = &mut self.told.borrow_mut()[*told];
            match import.what {
                What::Import { .. } => told.is_sent(*revision, self.now()),
                What::Undo => told.is_to_be_undone(*revision, self.now()),
            }
        }
        match &import.what {
            What::Import { rows, is_at_once } => {
                let call = {
                    let told = self.told.borrow();
                    let answer = |number: usize| &told[number].answer;
                    requests::import(key, (rows, import.batch), answer)
                };
                if *is_at_once {
                    join(self.send_file(&call), self.send_file(&call)).await;
                } else {
                    self.send_file(&call).await;
                }
            }
            What::Undo => self.undo(&requests::undo(key, import.batch)).await,
        }
        for (told, revision) in &import.says {
            self.told.borrow_mut()[*told].is_accepted(*revision, self.now());
        }
        self.imported.set((number + 1, self.now()));
    }

    async fn send_file(&self, call: &Call) {
        let reply = self.world.insist(call).await.json();
        if reply["rejected"] != json!([]) {
            self.fail([format!("rows are rejected: {reply}")]);
        }
    }

    /// Undoes an import until nothing is left of it, or it is not there any more.
    async fn undo(&self, call: &Call) {
        loop {
            let reply = self.world.insist(call).await;
            if reply.status == 404 || reply.json()["left"] == 0 {
                return;
            }
        }
    }

    /// The key that imports are made with: an owner has it before the file.
    async fn key(&self) -> String {
        loop {
            let key = self.key.borrow().clone();
            match key {
                Some(key) => return key,
                None => self.world.timeline.sleep(SignedDuration::from_mins(1)).await,
            }
        }
    }
}
