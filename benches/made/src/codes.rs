//! Codes like those of real vendors, the same in every run.

use std::collections::HashSet;

const SUBJECTS: &[&str] = &[
    "account",
    "api",
    "api key",
    "asset",
    "audio",
    "balance",
    "bucket",
    "callback",
    "certificate",
    "channel",
    "client",
    "cluster",
    "connection",
    "container",
    "content",
    "credential",
    "credit",
    "customer",
    "database",
    "device",
    "disk",
    "document",
    "domain",
    "email",
    "endpoint",
    "event",
    "field",
    "file",
    "frame",
    "gateway",
    "group",
    "header",
    "host",
    "identity",
    "image",
    "index",
    "input",
    "instance",
    "invoice",
    "job",
    "key",
    "language",
    "license",
    "limit",
    "mask",
    "member",
    "message",
    "metric",
    "model",
    "network",
    "node",
    "object",
    "order",
    "organization",
    "output",
    "page",
    "parameter",
    "password",
    "payload",
    "payment",
    "permission",
    "plan",
    "policy",
    "pool",
    "product",
    "project",
    "prompt",
    "proxy",
    "queue",
    "quota",
    "record",
    "region",
    "render",
    "report",
    "request",
    "resource",
    "response",
    "role",
    "route",
    "schedule",
    "schema",
    "secret",
    "seed",
    "segment",
    "server",
    "service",
    "session",
    "signature",
    "snapshot",
    "stream",
    "style",
    "subscription",
    "table",
    "tag",
    "task",
    "template",
    "tenant",
    "token",
    "topic",
    "transaction",
    "upload",
    "url",
    "user",
    "version",
    "video",
    "volume",
    "webhook",
    "workspace",
];

const QUALIFIERS: &[&str] = &[
    "access",
    "active",
    "archive",
    "audit",
    "backup",
    "batch",
    "billing",
    "cache",
    "child",
    "compute",
    "config",
    "count",
    "create",
    "daily",
    "default",
    "delete",
    "download",
    "edge",
    "export",
    "external",
    "format",
    "generation",
    "id",
    "import",
    "internal",
    "list",
    "live",
    "local",
    "login",
    "media",
    "monthly",
    "name",
    "origin",
    "owner",
    "parent",
    "primary",
    "private",
    "public",
    "read",
    "remote",
    "replica",
    "root",
    "search",
    "shared",
    "signing",
    "size",
    "source",
    "storage",
    "target",
    "temporary",
    "training",
    "type",
    "update",
    "usage",
    "write",
];

const FAULTS: &[&str] = &[
    "aborted",
    "already exists",
    "blocked",
    "busy",
    "cancelled",
    "conflict",
    "corrupt",
    "deleted",
    "denied",
    "disabled",
    "duplicate",
    "empty",
    "exceeded",
    "exhausted",
    "expired",
    "failed",
    "failure",
    "forbidden",
    "illegal",
    "incomplete",
    "inconsistent",
    "insufficient",
    "interrupted",
    "invalid",
    "lacking",
    "limit exceeded",
    "locked",
    "malformed",
    "mismatch",
    "missing",
    "not active",
    "not allowed",
    "not enough",
    "not found",
    "not ready",
    "not supported",
    "out of range",
    "pending",
    "required",
    "revoked",
    "stale",
    "suspended",
    "throttled",
    "timed out",
    "too large",
    "too long",
    "too many",
    "too short",
    "unavailable",
    "unknown",
    "unreachable",
    "unsupported",
    "violation",
];

/// A random number generator (splitmix64) that is the same in every run.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    fn one_of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

/// A made code.
pub struct Code {
    /// As a vendor sends it.
    pub wire: String,
    pub variant: String,
    pub status: u16,
    pub message: String,
    pub description: String,
    /// The placeholders of the message, which is a template if there are any.
    pub placeholders: Vec<String>,
}

/// `count` different codes of 5 to 40 bytes, in the styles that vendors write them in:
/// `VIDEO_NOT_FOUND`, `video.not_found`, `VideoNotFound`.
///
/// With `templates`, the message of one in ten has two placeholders, which no other message has.
pub fn codes(count: usize, templates: bool) -> Vec<Code> {
    let mut numbers = Numbers::new(count as u64);
    let mut variants = HashSet::new();
    let mut codes = Vec::new();
    while codes.len() < count {
        let mut words = match numbers.below(8) {
            0 => vec![numbers.one_of(SUBJECTS)],
            1..5 => vec![numbers.one_of(SUBJECTS), numbers.one_of(FAULTS)],
            5 => vec![numbers.one_of(FAULTS), numbers.one_of(SUBJECTS)],
            6 => vec![numbers.one_of(SUBJECTS), numbers.one_of(QUALIFIERS), numbers.one_of(FAULTS)],
            _ => vec![numbers.one_of(QUALIFIERS), numbers.one_of(SUBJECTS), numbers.one_of(FAULTS)],
        };
        words.dedup();
        let wire = match numbers.below(3) {
            0 => words.join("_").replace(' ', "_").to_uppercase(),
            1 => words.join(".").replace(' ', "_"),
            _ => pascal(&words),
        };
        let variant = pascal(&words);
        if (5..=40).contains(&wire.len()) && variants.insert(variant.clone()) {
            codes.push(code(codes.len(), wire, variant, &words, templates));
        }
    }
    codes
}

fn code(position: usize, wire: String, variant: String, words: &[&str], templates: bool) -> Code {
    let sentence = words.join(" ");
    let mut message = format!("the request has failed, {sentence}");
    let mut placeholders = Vec::new();
    if templates && position % 10 == 0 {
        let name = sentence.replace(' ', "_");
        placeholders = vec![format!("{name}_value"), format!("{name}_limit")];
        message += &format!(": {{{{.{}}}}}, not {{{{.{}}}}}", placeholders[0], placeholders[1]);
    }
    Code {
        wire,
        variant,
        status: 400 + (position % 112) as u16,
        message,
        description: format!(
            "Returned when the request can't be served: {sentence}. See the limits of your plan."
        ),
        placeholders,
    }
}

fn pascal(words: &[&str]) -> String {
    let words = words.iter().flat_map(|words| words.split(' '));
    words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// The codes as a catalog in TOML.
pub fn catalog(codes: &[Code]) -> String {
    let mut toml = "[catalog]\ntitle = \"Made\"\ndescription = \"Made for measuring.\"\n\
                    source = \"benches/made\"\n"
        .to_owned();
    for Code { wire, variant, status, message, description, .. } in codes {
        toml += &format!(
            "\n[codes.{variant}]\ncode = \"{wire}\"\nstatus = {status}\nmessage = \"{message}\"\n\
             description = \"{description}\"\ncategory = \"invalid-request\"\n\
             retry = \"after-change\"\n"
        );
    }
    toml
}
