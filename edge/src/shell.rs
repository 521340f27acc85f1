//! What the Workers runtime calls: it turns the environment into configuration, a KV namespace
//! into a store, static assets into files, and nothing else. The application is made once per isolate.

mod assets;
mod front_cache;
mod http;
mod outgoing;

use std::cell::OnceCell;
use std::sync::Arc;

use axum::Router;
use jiff::Timestamp;
use tower_service::Service;
use worker::{
    Context, Env, Response, ScheduleContext, ScheduledEvent, console_error, event, web_sys,
};

use self::outgoing::WayOut;
use crate::app::AppState;
use crate::config::{AdminKey, Config, IMPORT_SETTLE, Limits, Release};
use crate::platform::{Afterwards, Clock, EntropyError, Purge};
use crate::problem::Failure;
use crate::store::KvStore;

/// The release that this Worker was built with.
const RELEASE: &str = include_str!(env!("KOE_RELEASE"));

thread_local! {
    static APP: OnceCell<Router> = const { OnceCell::new() };
}

/// Answers a request.
#[event(fetch)]
async fn fetch(request: web_sys::Request, env: Env, context: Context) -> worker::Result<Response> {
    let mut app = if let Some(app) = APP.with(|app| app.get().cloned()) {
        app
    } else {
        let made = crate::app(state(&env)?);
        APP.with(|app| app.get_or_init(|| made).clone())
    };
    let (request, body) = http::request(request).await?;
    let response = app.call(request).await?;
    if let Some(failure) = response.extensions().get::<Failure>() {
        console_error!("{failure}");
    }
    if let Some(purge) = response.extensions().get::<Purge>() {
        front_cache::forget(&context, purge);
    }
    if let Some(afterwards) = response.extensions().get::<Afterwards>().cloned() {
        context.wait_until(async move {
            if let Err(error) = afterwards.run().await {
                console_error!("{}", Failure::of_alert(error.to_string()));
            }
        });
    }
    http::response(response, body).await
}

/// Finishes what requests began; see [`crate::cron`].
#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    let state = match state(&env) {
        Ok(state) => state,
        Err(error) => return console_error!("{}", Failure::of_cron(error.to_string())),
    };
    if let Err(error) = crate::cron::run(&state).await {
        console_error!("{}", Failure::of_cron(error.to_string()));
    }
    let Some(assets) = assets::bound(&env) else { return };
    if let Err(error) = crate::cron::keep_release(&state, &assets).await {
        console_error!("{}", Failure::of_release(error.to_string()));
    }
}

fn state(env: &Env) -> worker::Result<AppState> {
    let clock: Clock = Arc::new(|| {
        let now = i64::try_from(worker::Date::now().as_millis()).ok();
        now.and_then(|now| Timestamp::from_millisecond(now).ok()).unwrap_or(Timestamp::UNIX_EPOCH)
    });
    Ok(AppState {
        store: Arc::new(KvStore::new(env, "KOE")?),
        config: config(env)?,
        clock,
        entropy: Arc::new(|buffer| getrandom::fill(buffer).map_err(|_| EntropyError)),
        outgoing: Arc::new(WayOut::of(env)),
    })
}

fn config(env: &Env) -> worker::Result<Config> {
    let defaults = Limits::default();
    let number = |name, default| {
        let set = env.var(name).ok().and_then(|value| value.to_string().trim().parse().ok());
        set.unwrap_or(default)
    };
    Ok(Config {
        admin_key: AdminKey::new(
            &env.var("ADMIN_KEY").map(|key| key.to_string()).unwrap_or_default(),
        ),
        release: serde_json::from_str::<Release>(RELEASE)?,
        limits: Limits {
            client: number("RATE_CLIENT", defaults.client),
            site: number("RATE_SITE", defaults.site),
            sign_in: number("RATE_SIGN_IN", defaults.sign_in),
        },
        alert_hosts: env
            .var("ALERT_HOSTS")
            .map(|hosts| hosts.to_string().split(',').map(|host| host.trim().to_owned()).collect())
            .unwrap_or_default(),
        import_settle: number("IMPORT_SETTLE", IMPORT_SETTLE),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}
