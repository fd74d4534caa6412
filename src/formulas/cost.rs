//! Cost: what servers, storage, traffic and logs cost, at prices for a month or for a byte.
//! The default prices are round figures for public clouds; a month in them is a twelfth of 365 days.

use super::Domain;
use super::domain::not_negative;
use super::types::{Cost, CostEach, CostOfStorage, CostOfTransfer, Count, Information, Rate, Size, Throughput, Typed};

const MONTH: f64 = 2_628_000.0;
const GIGABYTE: f64 = 1e9;
/// Dollars a month for a processor, and for a gigabyte of memory.
const CPU_PRICE: f64 = 15.0 / MONTH;
const MEMORY_PRICE: f64 = 2.0 / MONTH / GIGABYTE;
/// Dollars a month for a gigabyte in a blob store.
const BLOB_PRICE: f64 = 0.02 / MONTH / GIGABYTE;
/// Dollars for a gigabyte sent to the internet, and for one taken in by a log service.
const EGRESS_PRICE: f64 = 0.1 / GIGABYTE;
const LOG_PRICE: f64 = 0.5 / GIGABYTE;

formulas! {
    /// What servers cost, from their processors and memory.
    ///
    /// `servers * (cpus * cpu_price + memory * memory_price)`, in dollars a second, where processors and memory are
    /// those of one server. The default prices are $15 a month for a processor and $2 a month for a gigabyte.
    ///
    /// # Errors
    /// A negative number, size or price.
    ///
    /// Source: napkin-math, cost table of March 2026, on demand.
    pub fn compute_cost(
        servers: Count,
        cpus: Count,
        memory: Information,
        cpu_price: CostEach = CPU_PRICE,
        memory_price: CostOfStorage = MEMORY_PRICE,
    ) -> Result<Cost, Domain> {
        not_negative("servers", servers)?;
        not_negative("cpus", cpus)?;
        not_negative("memory", memory)?;
        not_negative("cpu_price", cpu_price)?;
        not_negative("memory_price", memory_price)?;
        Ok((cpus * cpu_price + memory * memory_price) * servers.base())
    }

    /// What it costs to keep data.
    ///
    /// `data * price`, in dollars a second. The default price is that of a blob store, $0.02 a month for a gigabyte,
    /// with its own replication.
    ///
    /// # Errors
    /// Negative data or price.
    ///
    /// Source: napkin-math, cost table of March 2026.
    pub fn storage_cost(data: Information, price: CostOfStorage = BLOB_PRICE) -> Result<Cost, Domain> {
        not_negative("data", data)?;
        not_negative("price", price)?;
        Ok(data * price)
    }

    /// What it costs to send data out.
    ///
    /// `traffic * price`, in dollars a second. The default price is that of the internet, $0.10 for a gigabyte; another
    /// zone costs $0.01, another region $0.02, a content delivery network $0.05.
    ///
    /// # Errors
    /// A negative traffic or price.
    ///
    /// Source: napkin-math, cost table of March 2026.
    pub fn egress_cost(traffic: Throughput, price: CostOfTransfer = EGRESS_PRICE) -> Result<Cost, Domain> {
        not_negative("traffic", traffic)?;
        not_negative("price", price)?;
        Ok(traffic * price)
    }

    /// What it costs to log, for so many lines of a size.
    ///
    /// `rate * size * price`, in dollars a second. The default price is that of a log service, $0.50 for a gigabyte
    /// taken in; a blob store that keeps one month costs a twenty-fifth of it.
    ///
    /// # Errors
    /// A negative rate, size or price.
    ///
    /// Source: napkin-math, cost table of March 2026.
    pub fn log_cost(rate: Rate, size: Size, price: CostOfTransfer = LOG_PRICE) -> Result<Cost, Domain> {
        not_negative("rate", rate)?;
        not_negative("size", size)?;
        not_negative("price", price)?;
        Ok(rate * size * price)
    }

    /// What a service costs: its servers, what it keeps and what it sends, at default prices.
    ///
    /// `compute_cost + storage_cost + egress_cost`, in dollars a second, where processors and memory are those of one
    /// server. With other prices, add the three.
    ///
    /// # Errors
    /// A negative number, size or traffic.
    ///
    /// Source: napkin-math, cost table of March 2026, on demand.
    pub fn service_cost(
        servers: Count,
        cpus: Count,
        memory: Information,
        data: Information,
        egress: Throughput,
    ) -> Result<Cost, Domain> {
        not_negative("data", data)?;
        not_negative("egress", egress)?;
        let (cpu_price, memory_price) = (CostEach::from_base(CPU_PRICE), CostOfStorage::from_base(MEMORY_PRICE));
        let compute = compute_cost(servers, cpus, memory, cpu_price, memory_price)?;
        let storage = data * CostOfStorage::from_base(BLOB_PRICE);
        Ok(compute + storage + egress * CostOfTransfer::from_base(EGRESS_PRICE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    #[test]
    fn worked_answers() {
        let compute = 12.0 * (16.0 * 15.0 + 64.0 * 2.0);
        worked(FORMULAS, "compute_cost", &[12.0, 16.0, 64e9, CPU_PRICE, MEMORY_PRICE], compute / MONTH);
        worked(FORMULAS, "storage_cost", &[550e12, BLOB_PRICE], 11_000.0 / MONTH);
        worked(FORMULAS, "egress_cost", &[324e12 / MONTH, EGRESS_PRICE], 32_400.0 / MONTH);
        worked(FORMULAS, "service_cost", &[12.0, 16.0, 64e9, 550e12, 324e12 / MONTH], 47_816.0 / MONTH);
    }

    #[test]
    fn a_month_of_logs() {
        let month = 30.0 * 86_400.0;
        worked(FORMULAS, "log_cost", &[100e3, 200.0, LOG_PRICE], 25_920.0 / month);
        worked(FORMULAS, "storage_cost", &[51.84e12, BLOB_PRICE], 1_036.80 / MONTH);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "compute_cost", &[-1.0, 1.0, 1.0, 1.0, 1.0], "servers");
        refused(FORMULAS, "egress_cost", &[1.0, -1.0], "price");
        refused(FORMULAS, "service_cost", &[1.0, 1.0, 1.0, 1.0, -1.0], "egress");
    }
}
