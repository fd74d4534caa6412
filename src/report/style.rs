//! The styles of reports. A stream removes them where they cannot be shown.

/// The style of headings, where a terminal shows styles.
pub(super) const HEADING: anstyle::Style = anstyle::Style::new().bold();
/// The style of remarks.
pub(super) const REMARK: anstyle::Style = anstyle::Style::new().dimmed();
