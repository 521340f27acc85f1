//! `POST /dev/contract` (feature `contract-route`, never in a release): runs the suite of every store
//! on the store that is bound, so that a test can hold Workers KV against it inside the runtime.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::app::Edge;
use crate::store::contract::{self, Check};

/// Every check and what came of it. Each call works on keys of its own.
pub(in crate::routes) async fn post(State(edge): State<Arc<Edge>>) -> Json<Vec<Check>> {
    let space = edge.now().as_millisecond().to_string();
    Json(contract::run(edge.store(), &space).await)
}
