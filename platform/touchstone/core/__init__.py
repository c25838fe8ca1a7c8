"""What every app needs: errors, ids, the API envelope, audit log, outbox, storage, leases."""
