//! The presets that come with the program. Nothing is parsed before it is asked for.

use serde::Deserialize;

use super::document::has_too_many_parts;

/// The presets by name, in the order in which they are listed.
static BUILT_IN: &[(&str, &str)] = &[
    // Solved by the Primer.
    ("pastebin", include_str!("../../presets/pastebin.toml")),
    ("twitter", include_str!("../../presets/twitter.toml")),
    ("web-crawler", include_str!("../../presets/web-crawler.toml")),
    ("mint", include_str!("../../presets/mint.toml")),
    ("social-graph", include_str!("../../presets/social-graph.toml")),
    ("query-cache", include_str!("../../presets/query-cache.toml")),
    ("sales-rank", include_str!("../../presets/sales-rank.toml")),
    ("scaling-aws", include_str!("../../presets/scaling-aws.toml")),
    // Links and identifiers.
    ("snowflake-ids", include_str!("../../presets/snowflake-ids.toml")),
    ("tinyurl", include_str!("../../presets/tinyurl.toml")),
    // Feeds and social graphs.
    ("facebook-feed", include_str!("../../presets/facebook-feed.toml")),
    ("facebook-timeline", include_str!("../../presets/facebook-timeline.toml")),
    ("graph-search", include_str!("../../presets/graph-search.toml")),
    ("instagram", include_str!("../../presets/instagram.toml")),
    ("mastodon", include_str!("../../presets/mastodon.toml")),
    // Chat and collaboration.
    ("facebook-chat", include_str!("../../presets/facebook-chat.toml")),
    ("google-docs", include_str!("../../presets/google-docs.toml")),
    ("whatsapp", include_str!("../../presets/whatsapp.toml")),
    // Search and crawling.
    ("google-crawler", include_str!("../../presets/google-crawler.toml")),
    ("google-search", include_str!("../../presets/google-search.toml")),
    ("typeahead", include_str!("../../presets/typeahead.toml")),
    // Storage and files.
    ("dropbox", include_str!("../../presets/dropbox.toml")),
    ("object-store", include_str!("../../presets/object-store.toml")),
    // Video and media.
    ("cdn", include_str!("../../presets/cdn.toml")),
    ("netflix", include_str!("../../presets/netflix.toml")),
    ("video-cdn", include_str!("../../presets/video-cdn.toml")),
    ("youtube", include_str!("../../presets/youtube.toml")),
    // Data and streams.
    ("metrics-monitoring", include_str!("../../presets/metrics-monitoring.toml")),
    ("recommendations", include_str!("../../presets/recommendations.toml")),
    ("top-k", include_str!("../../presets/top-k.toml")),
    ("trending-topics", include_str!("../../presets/trending-topics.toml")),
    // Caches and stores.
    ("memcached", include_str!("../../presets/memcached.toml")),
    ("redis", include_str!("../../presets/redis.toml")),
    // Commerce and places.
    ("payment", include_str!("../../presets/payment.toml")),
    ("ticketmaster", include_str!("../../presets/ticketmaster.toml")),
    ("uber", include_str!("../../presets/uber.toml")),
    ("yelp", include_str!("../../presets/yelp.toml")),
    // Infrastructure.
    ("garbage-collection", include_str!("../../presets/garbage-collection.toml")),
    ("multi-datacenter", include_str!("../../presets/multi-datacenter.toml")),
    ("notification", include_str!("../../presets/notification.toml")),
    ("rate-limiter", include_str!("../../presets/rate-limiter.toml")),
    ("thumbnails", include_str!("../../presets/thumbnails.toml")),
    ("web-app", include_str!("../../presets/web-app.toml")),
    // Machine learning.
    ("llm-serving", include_str!("../../presets/llm-serving.toml")),
    // Games and devices.
    ("card-game", include_str!("../../presets/card-game.toml")),
    // Object-oriented questions.
    ("call-center", include_str!("../../presets/call-center.toml")),
    ("chat-server", include_str!("../../presets/chat-server.toml")),
    ("circular-array", include_str!("../../presets/circular-array.toml")),
    ("deck-of-cards", include_str!("../../presets/deck-of-cards.toml")),
    ("hash-map", include_str!("../../presets/hash-map.toml")),
    ("lru-cache", include_str!("../../presets/lru-cache.toml")),
    ("parking-lot", include_str!("../../presets/parking-lot.toml")),
];

/// The text of a built-in preset.
#[must_use]
pub fn find(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|preset| preset.0 == name).map(|preset| preset.1)
}

/// The names and texts of all built-in presets.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILT_IN.iter().copied()
}

/// What a list of presets says of each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Heading {
    /// What it is called.
    pub title: String,
    /// The question it answers.
    #[serde(default)]
    pub question: String,
    /// The heading under which it is listed.
    #[serde(default)]
    pub topic: String,
    /// What it is about.
    #[serde(default)]
    pub summary: String,
    /// What its numbers decide.
    #[serde(default)]
    pub decides: String,
    /// Words by which it is found.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// The heading of a preset, without reading its equations; `None` if the text is no preset.
#[must_use]
pub fn heading(text: &str) -> Option<Heading> {
    if has_too_many_parts(text) { None } else { toml::from_str(text).ok() }
}
