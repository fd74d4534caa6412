fn main() { for r in napkin::quantity::system::rows() { println!("{} {} {:?}", (r.abbreviation)(), (r.coefficient)(), r.exponents); } }
