//! The reference portal: ledger, API and public site.
