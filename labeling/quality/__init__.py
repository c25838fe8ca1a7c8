"""Who may do which kind of work: eligibility is granted here, and enforced by the claim."""
