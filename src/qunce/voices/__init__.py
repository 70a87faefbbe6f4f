"""What people say: calls, intake, receipts, fates."""
