//! A preset with another assumption: one of its results, and its report as Markdown. `cargo run --example capacity`

#![allow(clippy::print_stdout, reason = "an example prints")]

fn main() -> Result<(), napkin::Diagnostics> {
    let mut w = napkin::Workspace::preset("pastebin")?;
    w.set("writes_per_month", "50M pastes/month")?;
    let writes = w.evaluate("write_rps")?;
    println!("{} are {:.1} a second.", writes.display(), writes.in_unit("QPS")?);
    println!("{}", w.report()?.to_markdown());
    Ok(())
}

#[test]
fn it_runs() -> Result<(), napkin::Diagnostics> {
    main()
}
