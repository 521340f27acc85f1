//! A page of 1,000 answers' metadata, as Workers KV lists it, read into scores.

use divan::{Bencher, black_box};
use koe_shared::metadata::Metadata;

fn main() {
    divan::main();
}

/// Realistic answers: two surveys, three touchpoints, four segments each.
fn page() -> Vec<String> {
    (0..1_000)
        .map(|n| {
            let score = n % 11;
            let touchpoint = ["13post-purchase", "08browsing", "13after-support"][n % 3];
            format!(
                "1an{score:02}w04000108shop-nps{touchpoint}02jaage_group=30s\u{7f}device=phone\u{7f}plan=pro\u{7f}region=kansai"
            )
        })
        .collect()
}

#[divan::bench]
fn decode_a_page(bencher: Bencher<'_, '_>) {
    let page = page();
    bencher.bench_local(|| {
        page.iter()
            .filter_map(|text| Metadata::decode(black_box(text)).ok()?.recorded.score())
            .map(|score| u64::from(score.value()))
            .sum::<u64>()
    });
}

#[divan::bench]
fn decode_a_page_and_look_at_one_segment(bencher: Bencher<'_, '_>) {
    let page = page();
    bencher.bench_local(|| {
        page.iter()
            .filter_map(|text| Metadata::decode(black_box(text)).ok())
            .filter(|metadata| metadata.segments.get("plan") == Some("pro"))
            .count()
    });
}
